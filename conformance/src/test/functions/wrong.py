"""Functions that break one rule each. The name says which: the test reads it."""

import base64
import json
import random


def answer(event, results):
    return {"schema": "natsbatch-result/1", "batchId": event["batchId"], "results": results}


def one_event(record, **changes):
    event = {
        "id": f"wrong:{record['messageId']}:0",
        "subject": "wrong.done.v1",
        "data": base64.b64encode(b"x").decode(),
    }
    event.update(changes)
    return event


def ok(record, *events):
    return {"id": record["id"], "status": "ok", "events": list(events)}


def known(event):
    if event["schema"] != "natsbatch/1":
        raise ValueError("unknown version")
    return event["records"]


def RETURNS(event, context):
    for record in known(event):
        json.loads(base64.b64decode(record["data"]))
    return answer(event, [ok(record) for record in known(event)])


def JSON_OBJECT(event, context):
    known(event)
    return "OK"


def SCHEMA(event, context):
    return answer(event, [{"id": record["id"], "status": "done"} for record in known(event)])


def BATCH_ID(event, context):
    return {**answer(event, [ok(record) for record in known(event)]), "batchId": "b-other"}


def EVERY_RECORD(event, context):
    return answer(event, [ok(record) for record in known(event)[:-1]])


def KNOWN_RECORD(event, context):
    results = [ok(record) for record in known(event)]
    return answer(event, results + [{"id": "ORDERS/1", "status": "ok"}])


def ONE_RESULT(event, context):
    results = [ok(record) for record in known(event)]
    return answer(event, results + results[:1])


def STABLE_EVENT_IDS(event, context):
    return answer(
        event,
        [ok(record, one_event(record, id=str(random.random()))) for record in known(event)],
    )


def DISTINCT_EVENT_IDS(event, context):
    return answer(
        event, [ok(record, one_event(record), one_event(record)) for record in known(event)]
    )


def NO_RESERVED_HEADER(event, context):
    headers = {"nats-expected-stream": ["X"]}
    return answer(event, [ok(record, one_event(record, headers=headers)) for record in known(event)])


def NO_RESERVED_SUBJECT(event, context):
    return answer(
        event, [ok(record, one_event(record, subject="$JS.API.x")) for record in known(event)]
    )


def ISOLATION(event, context):
    try:
        for record in known(event):
            base64.b64decode(record["data"]).decode("utf-8")
    except UnicodeDecodeError:
        return answer(event, [{"id": r["id"], "status": "retry"} for r in event["records"]])
    return answer(event, [ok(record) for record in event["records"]])


def VERSION(event, context):
    return answer(event, [ok(record) for record in event["records"]])
