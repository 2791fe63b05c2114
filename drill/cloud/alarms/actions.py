"""Who is told when an alarm changes its state: topics and their subscribers, functions, the event bus.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html: actions are carried out when the state
changes, and each list belongs to one state.
"""

import json
import os
import time

from alarms import record, suppression
from async_invocations import invoke_by_arn

ACTIONS = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}
# Subscriptions that AWS tells without anything of the app's that has to be there.
OUTSIDE = ("email", "email-json", "sms", "application", "firehose")


def tell(alarm, before: str, after: str, reason: str) -> None:
    """Carries out what the alarm asks for in its new state, and takes down who was told."""
    suppression.observe(alarm, before, after)
    withheld = suppression.withheld(alarm)
    if withheld is None:
        record.add(alarm, before, after, reason, carry_out_all(alarm, before, after, reason))
    else:
        record.add(alarm, before, after, reason, [outcome(arn, f"suppressed by {withheld}") for arn in wanted(alarm, after)])
        if after == "ALARM":
            suppression.hold(alarm, before, reason)
    _tell_event_bus(alarm, before, after, reason)


def tell_late() -> None:
    """Carries out what was held back and is so no longer, as far as its alarm still rings."""
    for alarm, before, reason in suppression.release():
        record.add(alarm, "ALARM", "ALARM", reason, carry_out_all(alarm, before, "ALARM", reason))


def carry_out_all(alarm, before: str, after: str, reason: str):
    return [carry_out(arn, alarm, before, after, reason) for arn in wanted(alarm, after)]


def wanted(alarm, state: str):
    return alarm.get(ACTIONS[state]) or [] if is_enabled(alarm) else []


def is_enabled(alarm) -> bool:
    return str(alarm.get("ActionsEnabled", True)).lower() != "false"


def carry_out(arn: str, alarm, before: str, after: str, reason: str):
    """One action: its target, what became of it, and whom it reached."""
    service = arn.split(":")[2] if arn.startswith("arn:") else ""
    if service not in ("sns", "lambda"):
        return outcome(arn, "not carried out here")
    if not _may(alarm, arn):
        return outcome(arn, "refused by its policy")
    if service == "lambda":
        if not _has_function(arn):
            return outcome(arn, "there is no such function")
        invoke_by_arn(arn, _function_event(alarm, before, after))
        return outcome(arn, "delivered", [f"function {arn}"])
    return _publish(arn, alarm, before, after, reason)


def outcome(arn: str, what: str, told=()):
    return {"target": arn, "outcome": what, "told": list(told)}


def listeners(alarm, state: str = "ALARM"):
    """Whom a change to a state would reach now."""
    found = []
    for arn in wanted(alarm, state):
        if ":sns:" in arn:
            found += subscribers(arn, "{}")
        elif ":lambda:" in arn and _has_function(arn):
            found.append(f"function {arn}")
    return found


def subscribers(topic_arn: str, message: str):
    """Who gets a message of the topic. Without a subscriber a topic tells nobody."""
    from ministack.services import sns

    topic = sns._topic_by_arn_any_scope(topic_arn) or {"subscriptions": []}
    return [f"{sub['protocol']} {sub['endpoint']}" for sub in topic["subscriptions"] if _reaches(sub, topic_arn, message)]


def _reaches(sub, topic_arn: str, message: str) -> bool:
    from ministack.services import sns, sqs

    protocol, endpoint = sub.get("protocol"), sub.get("endpoint", "")
    if not sub.get("confirmed") or not sns._matches_filter_policy(sub, {}, message):
        return False
    if protocol == "sqs":
        return sqs._queue_by_arn(endpoint) is not None
    return _has_function(endpoint) if protocol == "lambda" else True


def _publish(arn: str, alarm, before: str, after: str, reason: str):
    from ministack.core.responses import get_region, new_uuid
    from ministack.services import sns

    if sns._topic_by_arn_any_scope(arn) is None:
        return outcome(arn, "there is no such topic")
    message = json.dumps(_message(alarm, before, after, reason))
    subject = f'{after}: "{alarm.get("AlarmName", "")}" in {get_region()}'[:100]
    told = subscribers(arn, message)
    sns._fanout(arn, new_uuid(), message, subject)
    return outcome(arn, "delivered" if told else "nobody is subscribed", told)


def _may(alarm, arn: str) -> bool:
    """Whether the topic's or the function's policy lets the alarm in."""
    if os.environ.get("DRILL_IAM", "off") == "off":
        return True
    from iam.services import alarm_may

    return alarm_may(alarm.get("AlarmArn", ""), arn)


def _has_function(arn: str) -> bool:
    from ministack.services import lambda_svc

    return lambda_svc._get_func_record_for_ref(arn)[0] is not None


def _message(alarm, before: str, after: str, reason: str):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html"""
    from ministack.core.responses import get_account_id, get_region

    lists = {name: alarm.get(name) or [] for name in ACTIONS.values()}
    return {
        "AlarmName": alarm.get("AlarmName", ""),
        "AlarmDescription": alarm.get("AlarmDescription") or None,
        "AWSAccountId": get_account_id(),
        "NewStateValue": after,
        "NewStateReason": reason,
        "StateChangeTime": time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime()),
        "Region": get_region(),
        "AlarmArn": alarm.get("AlarmArn", ""),
        "OldStateValue": before,
        **lists,
        **({"AlarmRule": alarm["AlarmRule"]} if "AlarmRule" in alarm else {"Trigger": _trigger(alarm)}),
    }


def _trigger(alarm):
    common = {key: alarm.get(key) for key in ("EvaluationPeriods", "ComparisonOperator", "Threshold", "TreatMissingData")}
    if alarm.get("Metrics"):
        return {**common, "Metrics": alarm["Metrics"]}
    dimensions = [{"name": it["Name"], "value": it["Value"]} for it in alarm.get("Dimensions") or []]
    own = {key: alarm.get(key) for key in ("MetricName", "Namespace", "Statistic", "Unit", "Period")}
    return {**own, "StatisticType": "Statistic", "Dimensions": dimensions, **common}


def _function_event(alarm, before: str, after: str):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html"""
    return {
        "source": "aws.cloudwatch",
        "alarmArn": alarm["AlarmArn"],
        "alarmData": {
            "alarmName": alarm["AlarmName"],
            "state": {"value": after, "reason": alarm["StateReason"]},
            "previousState": {"value": before},
        },
    }


def _tell_event_bus(alarm, before: str, after: str, reason: str) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html"""
    from ministack.services import eventbridge

    rule = {"alarmRule": alarm["AlarmRule"]} if "AlarmRule" in alarm else {"metrics": alarm.get("Metrics") or []}
    detail = {
        "alarmName": alarm["AlarmName"],
        "configuration": {"description": alarm.get("AlarmDescription", ""), **rule},
        "state": {"value": after, "reason": reason},
        "previousState": {"value": before},
    }
    entry = {
        "Source": "aws.cloudwatch",
        "DetailType": "CloudWatch Alarm State Change",
        "Resources": [alarm["AlarmArn"]],
        "Detail": json.dumps(detail),
    }
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
