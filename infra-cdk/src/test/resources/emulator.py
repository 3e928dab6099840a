"""moto's server on 127.0.0.1:PORT, with what it lacks for a deployment of this project: emulator.py PORT.

Resources of a type that moto's CloudFormation does not know would be left out in silence, and what refers to them
would fail. Here each of them is kept, as the template says, and nothing behind it exists: a test that needs more than
the resource's presence looks at the template.
"""

import json
import sys

from moto.awslambda import models as lambda_models
from moto.cloudformation import parsing, responses
from moto.core.common_models import CloudFormationModel
from moto.s3.models import s3_backends


class Remembered(CloudFormationModel):
    """A resource that is there, has a name, and does nothing."""

    # moto takes the name of a service from it.
    __module__ = "moto.emulator"

    def __init__(self, name, properties, region, account):
        self.name = name
        self.properties = properties
        self.region = region
        self.account = account

    @property
    def physical_resource_id(self):
        return self.name

    @staticmethod
    def cloudformation_name_type():
        return ""

    @classmethod
    def has_cfn_attr(cls, attr):
        return True

    def get_cfn_attribute(self, attribute_name):
        if attribute_name in ("Arn", "AlarmArn"):
            return f"arn:aws:emulated:{self.region}:{self.account}:{self.name}"
        return f"{self.name}-{attribute_name}"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        return cls(resource_name, cloudformation_json.get("Properties", {}), region_name, account_id)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        original_resource.properties = cloudformation_json.get("Properties", {})
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        pass

    def delete(self, account_id, region):
        pass


class Alias(Remembered):
    """A real one, of the function's backend."""

    __module__ = "moto.emulator"

    @staticmethod
    def cloudformation_type():
        return "AWS::Lambda::Alias"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        alias = lambda_models.lambda_backends[account_id][region_name].create_alias(
            properties["Name"], properties["FunctionName"], str(properties["FunctionVersion"]), "", None
        )
        return cls(alias.arn, properties, region_name, account_id)


def remembered(kind):
    return type(
        "Remembered" + kind.replace("::", ""),
        (Remembered,),
        {"__module__": "moto.emulator", "cloudformation_type": staticmethod(lambda: kind)},
    )


def template_of(template_url, account_id, partition):
    """The address is this server's own, whose name moto takes for a bucket's."""
    bucket, key = template_url.split("://", 1)[1].split("/", 1)[1].split("/", 1)
    return s3_backends[account_id][partition].get_object(bucket, key).value.decode()


def main(port, templates):
    known = parsing.get_model_map()
    known["AWS::Lambda::Alias"] = Alias
    lambda_models.LambdaVersion.get_cfn_attribute = lambda self, attribute: str(self.version)
    # moto would enforce it without its conditions, and refuse everything.
    known["AWS::S3::BucketPolicy"] = remembered("AWS::S3::BucketPolicy")
    for template in templates:
        with open(template, encoding="utf-8") as file:
            for resource in json.load(file)["Resources"].values():
                kind = resource["Type"]
                if kind not in known and not kind.startswith("Custom::"):
                    known[kind] = remembered(kind)
                    print("remembered only:", kind, flush=True)
    responses.get_stack_from_s3_url = template_of

    from moto.server import main as serve

    serve(["-H", "127.0.0.1", "-p", port])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
