"""Looks at every alarm of the process's region again and again, at simulated time, and carries out what follows."""

import json
import threading
import time
import traceback
from collections import ChainMap

from alarms.expressions import Unsupported, evaluate, parse
from async_invocations import invoke_by_arn, speed
from alarms.states import OPERATORS, evaluation_range, state_of

# A datapoint can be read so long after its period: the assumption of `RecoveryTime.byAlarm` in the library.
METRIC_DELAY_SECONDS = 60
# Simulated seconds between two looks: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
LOOK_SECONDS = 10
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: missing data is ignored there
IGNORING_NAMESPACE = "AWS/DynamoDB"
STATISTICS = {
    "Sum": sum,
    "Average": lambda values: sum(values) / len(values),
    "Maximum": max,
    "Minimum": min,
    "SampleCount": len,
}


def install(replace) -> None:
    from ministack.services import cloudwatch
    from ministack.services.cloudformation import provisioners

    replace(cloudwatch, "_evaluate_alarm", lambda _original: lambda _alarm: None)
    replace(cloudwatch, "record_metric", _by_alias_too)
    replace(provisioners, "_cw_metric_alarm_record", _with_metrics)


def start() -> None:
    """A frozen process looks at nothing, as a region that is away."""
    threading.Thread(target=_look_for_ever, name="alarms", daemon=True).start()


def _by_alias_too(record):
    """A call counts for the function and for its alias: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html"""

    def record_both(namespace, name, value, unit="None", dimensions=None):
        record(namespace, name, value, unit, dimensions)
        if namespace != "AWS/Lambda" or set(dimensions or {}) != {"FunctionName"}:
            return
        function = dimensions["FunctionName"]
        for alias in _aliases_of(function):
            record(namespace, name, value, unit, {**dimensions, "Resource": f"{function}:{alias}"})

    return record_both


def _aliases_of(function: str) -> list[str]:
    from ministack.services import lambda_svc

    found = lambda_svc._functions.get(function)
    return list(found.get("aliases", {})) if found else []


def _with_metrics(record):
    """CloudFormation takes alarms on metric math, which MiniStack's does not."""

    def record_any(name, props):
        if not props.get("Metrics"):
            return record(name, props)
        stored = record(name, {"MetricName": "-", "Namespace": "-", **props, "Metrics": None})
        return {**stored, "MetricName": None, "Namespace": None, "Metrics": props["Metrics"]}

    return record_any


def _look_for_ever() -> None:
    while True:
        time.sleep(LOOK_SECONDS / speed())
        try:
            _look()
        except Exception:  # One alarm that cannot be judged must not silence the others for good.
            traceback.print_exc()


def _look() -> None:
    from ministack.core import responses
    from ministack.services import cloudwatch

    for (account, region, _name), alarm in list(cloudwatch._alarms._data.items()):
        responses._request_account_id.set(account)
        responses._request_region.set(region)
        judge(alarm, time.time())


def judge(alarm, now: float) -> None:
    """Sets the state that the alarm has now, and does what a change of it asks for."""
    try:
        breaches = _breaches(alarm, now)
    except Unsupported as reason:
        alarm["StateReason"] = f"Not evaluated here: {reason}"
        return
    periods = int(alarm.get("EvaluationPeriods", 1))
    missing = "ignore" if alarm.get("Namespace") == IGNORING_NAMESPACE else alarm.get("TreatMissingData") or "missing"
    before = alarm["StateValue"]
    after = state_of(breaches, periods, int(alarm.get("DatapointsToAlarm") or periods), missing, before)
    if after != before:
        _change(alarm, before, after, f"Threshold {alarm.get('Threshold')}: datapoints {_readable(breaches)}")


def _breaches(alarm, now: float):
    """For each period of the evaluation range, the oldest first: whether it breaches, None without a datapoint."""
    metrics = alarm.get("Metrics") or [_own_metric(alarm)]
    threshold = OPERATORS.get(alarm["ComparisonOperator"])
    if threshold is None:
        raise Unsupported(alarm["ComparisonOperator"])
    period = _period_of(metrics)
    count = evaluation_range(int(alarm.get("EvaluationPeriods", 1)))
    # Whole periods only, and not before their datapoints can be read.
    end = (now - METRIC_DELAY_SECONDS / speed()) // period * period
    spans = [(end - (count - index) * period, end - (count - index - 1) * period) for index in range(count)]
    values = [_value(metrics, *span) for span in spans]
    return [None if value is None else threshold(value, float(alarm["Threshold"])) for value in values]


def _own_metric(alarm):
    stat = {
        "Metric": {key: alarm.get(key) for key in ("Namespace", "MetricName", "Dimensions")},
        "Period": alarm.get("Period", 60),
        "Stat": alarm.get("ExtendedStatistic") or alarm.get("Statistic", "Average"),
    }
    return {"Id": "m1", "MetricStat": stat, "ReturnData": True}


def _period_of(metrics) -> float:
    """Real seconds."""
    periods = [float(metric["MetricStat"]["Period"]) for metric in metrics if metric.get("MetricStat")]
    return max(periods or [float(metrics[0].get("Period") or 60)]) / speed()


def _value(metrics, begin: float, end: float):
    values = ChainMap({}, {m["Id"]: _datapoint(m["MetricStat"], begin, end) for m in metrics if m.get("MetricStat")})
    pending = [metric for metric in metrics if metric.get("Expression")]
    # Expressions may use each other, in any order.
    for _ in pending:
        for metric in pending:
            if values.get(metric["Id"]) is None:
                values[metric["Id"]] = evaluate(parse(metric["Expression"]), values)
    [returned] = [metric["Id"] for metric in metrics if metric.get("ReturnData") not in (False, "false")]
    return values[returned]


def _datapoint(stat, begin: float, end: float):
    from ministack.services import cloudwatch

    metric = stat["Metric"]
    dimensions = cloudwatch._dims_key({it["Name"]: it["Value"] for it in metric.get("Dimensions") or []})
    points = cloudwatch._metrics.get((metric["Namespace"], metric["MetricName"], dimensions)) or []
    values = [point["Value"] for point in points if "Value" in point and begin < point["Timestamp"] <= end]
    if not values:
        return None
    return _statistic(stat["Stat"], values)


def _statistic(name: str, values) -> float:
    if name in STATISTICS:
        return float(STATISTICS[name](values))
    if name.startswith("p"):
        ordered = sorted(values)
        return ordered[min(len(ordered) - 1, int(len(ordered) * float(name[1:]) / 100))]
    raise Unsupported(f"statistic {name}")


def _readable(breaches) -> str:
    return " ".join({True: "X", False: "0", None: "-"}[breach] for breach in breaches)


def _change(alarm, before: str, after: str, reason: str) -> None:
    from ministack.services import cloudwatch

    alarm.update(StateValue=after, StateReason=reason, StateUpdatedTimestamp=int(time.time()))
    cloudwatch._record_history(alarm["AlarmName"], before, after, reason)
    cloudwatch._dispatch_alarm_actions(alarm, before, after, reason)
    cloudwatch._evaluate_parent_alarms(alarm)
    _call_functions(alarm, before, after)
    _tell_event_bus(alarm, before, after, reason)


def _call_functions(alarm, before: str, after: str) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html"""
    actions = {"ALARM": "AlarmActions", "OK": "OKActions"}.get(after, "InsufficientDataActions")
    for arn in alarm.get(actions) or []:
        if ":lambda:" in arn and alarm.get("ActionsEnabled", True):
            invoke_by_arn(arn, {"source": "aws.cloudwatch", "alarmArn": alarm["AlarmArn"], **_data(alarm, before, after)})


def _tell_event_bus(alarm, before: str, after: str, reason: str) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html"""
    from ministack.services import eventbridge

    detail = {
        "alarmName": alarm["AlarmName"],
        "configuration": {"description": alarm.get("AlarmDescription", ""), "metrics": alarm.get("Metrics") or []},
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


def _data(alarm, before: str, after: str):
    return {
        "alarmData": {
            "alarmName": alarm["AlarmName"],
            "state": {"value": after, "reason": alarm["StateReason"]},
            "previousState": {"value": before},
        }
    }
