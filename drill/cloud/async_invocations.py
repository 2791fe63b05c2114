"""Lambda's asynchronous invocations on top of MiniStack: retries, age and destinations of the qualifier invoked.

Every span is in simulated seconds. How many of them pass in a real one stands in the file DRILL_SPEED_FILE, which the
drill may write anew at any moment, until it hastens the emulator.
"""

import contextvars
import json
import os
import threading
import time
import uuid

from ministack.core.arn import parse_arn
from ministack.core.responses import _request_account_id, _request_region
from ministack.services import eventbridge, lambda_svc

from deployments.weights import record_for

SPEED_FILE = os.environ.get("DRILL_SPEED_FILE")
# https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
DEFAULT_EVENT_AGE_SECONDS = 6 * 3600
DEFAULT_RETRIES = 2
RETRY_SECONDS = (60, 120)
THROTTLED_SECONDS = 1
# Real time between two looks at the speed.
LOOK_SECONDS = 1
# Real time between two attempts of a hastened emulator, which still has to breathe.
HASTENED_SECONDS = 0.1

hastened = threading.Event()


def invoke_by_arn(arn: str, event) -> None:
    """An asynchronous invocation that remembers under which qualifier the function was called."""
    record, config, name = lambda_svc._get_func_record_for_ref(arn)
    if record is None or config is None:
        lambda_svc.logger.warning("no function answers to %s: the event for %s is dropped", arn, name)
        return
    invoke({**record, "config": {**config, "FunctionArn": arn}}, event)


def invoke(record: dict, event) -> None:
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(run_until_settled, record, event), daemon=True).start()


def run_until_settled(record: dict, event) -> None:
    """Tries, tries again, and hands the outcome to the destination of the qualifier that was invoked."""
    config = record["config"]
    account, region = lambda_svc._account_region_from_function_config(config)
    _request_account_id.set(account)
    _request_region.set(region)
    settings = event_invoke_config(config["FunctionArn"])
    retries = int(settings.get("MaximumRetryAttempts", DEFAULT_RETRIES))
    oldest = int(settings.get("MaximumEventAgeInSeconds", DEFAULT_EVENT_AGE_SECONDS))
    age = 0.0
    attempts = 0
    while True:
        began = time.monotonic()
        result = lambda_svc._execute_function(record_for(config["FunctionArn"], record), event)
        age += (time.monotonic() - began) * speed()
        throttled = bool(result.get("throttle"))
        attempts += 0 if throttled else 1
        if not throttled and not result.get("error"):
            return conclude(settings, "OnSuccess", "Success", attempts, config, event, result)
        if attempts > retries:
            return conclude(settings, "OnFailure", "RetriesExhausted", attempts, config, event, result)
        delay = THROTTLED_SECONDS if throttled else RETRY_SECONDS[min(attempts, 2) - 1]
        if age + delay > oldest:
            return conclude(settings, "OnFailure", "EventAgeExceeded", attempts, config, event, result)
        pause(delay)
        age += delay


def speed() -> float:
    """Simulated seconds in a real one."""
    if SPEED_FILE is None:
        return 1.0
    with open(SPEED_FILE, encoding="utf8") as file:
        return float(file.read())


def pause(seconds: float) -> None:
    """Waits for so many simulated seconds, by the speed of each moment, or a moment once the drill has no patience."""
    if hastened.is_set():
        time.sleep(min(seconds / speed(), HASTENED_SECONDS))
        return
    while seconds > 0:
        now = speed()
        step = min(seconds / now, LOOK_SECONDS)
        if hastened.wait(step):
            return
        seconds -= step * now


def event_invoke_config(arn: str) -> dict:
    """Settings belong to one qualifier: an alias does not inherit those of $LATEST, nor the reverse."""
    function, _config, _name = lambda_svc._get_base_func_record_for_ref(arn)
    _name, qualifier = lambda_svc._resolve_name_and_qualifier(arn)
    if qualifier and qualifier != "$LATEST":
        return lambda_svc._event_invoke_config(function, qualifier) or {}
    return lambda_svc._event_invoke_config(function, None) or lambda_svc._event_invoke_config(function, "$LATEST") or {}


def conclude(settings: dict, outcome: str, condition: str, attempts: int, config: dict, event, result: dict) -> None:
    destination = ((settings.get("DestinationConfig") or {}).get(outcome) or {}).get("Destination")
    if destination:
        hand_over(destination, destination_record(condition, attempts, config, event, result), config, "DestinationDeliveryFailures")
    dead_letters = (config.get("DeadLetterConfig") or {}).get("TargetArn")
    if dead_letters and outcome == "OnFailure":
        hand_over(dead_letters, event, config, "DeadLetterErrors")


def hand_over(target: str, content, config: dict, metric_of_failure: str) -> None:
    from alarms.sources import functions, rules

    if is_allowed(config, target) and rules.is_there(target):
        deliver(target, content)
    else:
        functions.undelivered(metric_of_failure, config)


def destination_record(condition: str, attempts: int, config: dict, event, result: dict) -> dict:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    response = {"statusCode": 200, "executedVersion": config.get("Version", "$LATEST")}
    if result.get("error"):
        response["functionError"] = result.get("function_error") or "Unhandled"
    return {
        "version": "1.0",
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": config["FunctionArn"],
            "condition": condition,
            "approximateInvokeCount": attempts,
        },
        "requestPayload": event,
        "responseContext": response,
        "responsePayload": payload_of(result.get("body")),
    }


def payload_of(body):
    text = body.decode("utf-8", "replace") if isinstance(body, (bytes, bytearray)) else body
    try:
        return json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return text


def is_allowed(config: dict, target: str) -> bool:
    """Lambda delivers in the name of the function's role."""
    if os.environ.get("DRILL_IAM", "off") == "off":
        return True
    from iam.roles import destination_allowed

    return destination_allowed(config, target)


def deliver(target: str, content) -> None:
    spec = parse_arn(target)
    if spec.service == "lambda":
        invoke_by_arn(target, content)
    elif spec.service == "sqs":
        eventbridge._dispatch_to_sqs(spec, json.dumps(content))
    elif spec.service == "sns":
        eventbridge._dispatch_to_sns(target, json.dumps(content))
    elif spec.service == "events":
        detail_type = "Lambda Function Invocation Result - " + content["requestContext"]["condition"]
        entry = {"Source": "lambda", "DetailType": detail_type, "Detail": json.dumps(content), "EventBusName": target}
        eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
    else:
        raise ValueError(f"Lambda delivers to no destination such as {target}")
