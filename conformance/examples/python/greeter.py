"""A function for natsbatch/1 in Python, with nothing but the standard library.

It greets: a record whose payload is {"text": ...} becomes an event on greeter.greeted.v1. What it
shows is the frame around that: every record has its own result, whatever happens to the others.
"""

import base64
import json

FUNCTION = "greeter"
SCHEMA = "natsbatch/1"


class Rejected(Exception):
    """The record can never be processed."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def handler(event, context):
    if event.get("schema") != SCHEMA:
        raise ValueError(f"schema is {event.get('schema')!r}: this function knows {SCHEMA}")
    return {
        "schema": "natsbatch-result/1",
        "batchId": event["batchId"],
        "results": [result(record) for record in event["records"]],
    }


def result(record):
    try:
        return {"id": record["id"], "status": "ok", "events": greet(record)}
    except Rejected as rejected:
        return {
            "id": record["id"],
            "status": "reject",
            "code": rejected.code,
            "message": str(rejected),
        }
    except Exception as failure:  # one record's failure must not become the batch's
        return {
            "id": record["id"],
            "status": "retry",
            "class": "FAILURE",
            "code": "HANDLER_FAILED",
            "message": type(failure).__name__,
        }


def greet(record):
    text = payload(record).get("text")
    if not isinstance(text, str):
        raise Rejected("INVALID_PAYLOAD", "text is missing: send a string")
    # The id is made of what stays the same over deliveries, so that a repetition is recognised.
    return [
        {
            "id": f"{FUNCTION}:{record['messageId']}:0",
            "subject": "greeter.greeted.v1",
            "contentType": "application/json",
            "data": base64.b64encode(json.dumps({"greeting": f"{text}!"}).encode()).decode(),
        }
    ]


def payload(record):
    content_type = record.get("contentType", "application/json").split(";")[0].strip()
    if content_type != "application/json":
        raise Rejected("UNSUPPORTED_SCHEMA", f"contentType is {content_type}: send application/json")
    try:
        value = json.loads(base64.b64decode(record["data"]).decode("utf-8"))
    except (ValueError, RecursionError) as invalid:
        raise Rejected("INVALID_PAYLOAD", "data is no JSON in UTF-8: send an object") from invalid
    if not isinstance(value, dict):
        raise Rejected("INVALID_PAYLOAD", "data is no JSON object: send one")
    return value
