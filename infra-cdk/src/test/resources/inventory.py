"""Prints, as JSON, what is in the emulator after a deployment: inventory.py ENDPOINT."""

import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")
import boto3


def client(service):
    return boto3.client(
        service,
        endpoint_url=sys.argv[1],
        region_name="eu-central-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def stacks():
    return {s["StackName"]: s["StackStatus"] for s in client("cloudformation").describe_stacks()["Stacks"]}


def tables():
    dynamodb = client("dynamodb")
    found = {}
    for name in dynamodb.list_tables()["TableNames"]:
        table = dynamodb.describe_table(TableName=name)["Table"]
        found[name] = {
            "keys": [key["AttributeName"] for key in table["KeySchema"]],
            "billing": table["BillingModeSummary"]["BillingMode"],
        }
    return found


def functions():
    awslambda = client("lambda")
    found = {}
    for function in awslambda.list_functions()["Functions"]:
        name = function["FunctionName"]
        found[name] = {
            "runtime": function["Runtime"],
            "handler": function["Handler"],
            "timeout": function["Timeout"],
            "role": function["Role"].rsplit("/", 1)[1],
            "environment": function["Environment"]["Variables"],
            "size": function["CodeSize"],
            "live": [
                alias["FunctionVersion"]
                for alias in awslambda.list_aliases(FunctionName=name)["Aliases"]
                if alias["Name"] == "live"
            ],
        }
    return found


def buckets():
    return [bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]]


def document(policy):
    # What came by CloudFormation moto gives back as Python writes it.
    parsed = ast.literal_eval(policy) if isinstance(policy, str) else policy
    return parsed["Statement"]


def roles():
    iam = client("iam")
    found = {}
    for role in iam.list_roles()["Roles"]:
        name = role["RoleName"]
        policies = iam.list_role_policies(RoleName=name)["PolicyNames"]
        found[name] = [
            statement
            for policy in policies
            for statement in document(iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"])
        ]
    return found


def services():
    ecs = client("ecs")
    return [
        {"desired": service["desiredCount"], "task": service["taskDefinition"]}
        for cluster in ecs.list_clusters()["clusterArns"]
        for service in ecs.describe_services(
            cluster=cluster, services=ecs.list_services(cluster=cluster)["serviceArns"]
        )["services"]
    ]


def subnets():
    return sorted(subnet["AvailabilityZone"] for subnet in client("ec2").describe_subnets(
        Filters=[{"Name": "tag:aws-cdk:subnet-name", "Values": ["Private"]}])["Subnets"])


print(
    json.dumps(
        {
            "stacks": stacks(),
            "tables": tables(),
            "functions": functions(),
            "buckets": buckets(),
            "roles": roles(),
            "services": services(),
            "privateSubnets": subnets(),
        },
        indent=1,
    )
)
