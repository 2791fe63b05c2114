"""Looks at every alarm of the process's region again and again, at simulated time, and sets the state that it has."""

import threading
import time
import traceback

from alarms import actions, composites, record, sources, suppression
from alarms.expressions import Unsupported
from alarms.metrics import Look, metrics_of, period_of
from alarms.queries import is_query, parse_query
from alarms.states import OPERATORS, evaluation_range, state_of
from async_invocations import speed

# A datapoint can be read so long after its period: the assumption of `RecoveryTime.byAlarm` in the library.
METRIC_DELAY_SECONDS = 60
# Simulated seconds between two looks: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
LOOK_SECONDS = 10
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: missing data is ignored there
IGNORING_NAMESPACE = "AWS/DynamoDB"


def install(replace) -> None:
    from ministack import app
    from ministack.services import cloudwatch
    from ministack.services.cloudformation import provisioners

    replace(cloudwatch, "_evaluate_alarm", lambda _original: lambda _alarm: None)
    replace(cloudwatch, "_dispatch_alarm_actions", lambda _original: actions.tell)
    replace(cloudwatch, "_evaluate_parent_alarms", lambda _original: lambda _alarm, *_seen: composites.evaluate(_set))
    replace(provisioners, "_cw_metric_alarm_record", _with_metrics)
    replace(app, "_handle_pre_body_request", _orders)
    sources.install(replace)


def start() -> None:
    """A frozen process looks at nothing, as a region that is away."""
    threading.Thread(target=_look_for_ever, name="alarms", daemon=True).start()
    record.start()


def _with_metrics(original):
    """CloudFormation takes alarms on metric math, which MiniStack's does not; on a band of figures there is no threshold."""

    def record_any(name, props):
        if not props.get("Metrics"):
            return original(name, props)
        stored = original(name, {"MetricName": "-", "Namespace": "-", "Threshold": 0, **props, "Metrics": None})
        return {**stored, "MetricName": None, "Namespace": None, "Metrics": props["Metrics"]}

    return record_any


def _orders(shortcuts):
    """What the drill asks for: `/_drill/alarms/begin`."""

    async def handle(method, path, *rest):
        if path != "/_drill/alarms/begin":
            return await shortcuts(method, path, *rest)
        begin(time.time())
        return 200, {"Content-Type": "application/json"}, b"{}"

    return handle


def begin(now: float) -> None:
    """From now on what happens counts. What was before is taken for well: the drill's own calls, and an app that was just made."""
    record.begin(now)
    suppression.forget()
    for alarm in record.all_alarms():
        alarm.update(StateValue="OK", StateReason="Taken for well when the drill began", StateUpdatedTimestamp=int(now))
    composites.evaluate(lambda alarm, after, reason: alarm.update(StateValue=after, StateReason=reason))


def _look_for_ever() -> None:
    while True:
        time.sleep(LOOK_SECONDS / speed())
        began = time.thread_time()
        try:
            _look(time.time())
        except Exception:  # One alarm that cannot be judged must not silence the others for good.
            traceback.print_exc()
        record.took(time.thread_time() - began)


def _look(now: float) -> None:
    from ministack.services import cloudwatch

    look = Look(now)
    sources.poll(look)
    for scope, alarm in list(cloudwatch._alarms._data.items()):
        record.in_scope(scope)
        judge(alarm, look)
    composites.evaluate(_set)
    actions.tell_late()


def judge(alarm, look: Look) -> None:
    """Sets the state that the alarm has now, and does what a change of it asks for. One contributor that rings is enough."""
    try:
        spans, rows = _rows(alarm, look)
    except Unsupported as reason:
        alarm["StateReason"] = f"Not evaluated here: {reason}"
        record.not_evaluated(alarm, str(reason))
        return
    periods = int(alarm.get("EvaluationPeriods", 1))
    missing = "ignore" if alarm.get("Namespace") == IGNORING_NAMESPACE else alarm.get("TreatMissingData") or "missing"
    before = alarm["StateValue"]
    enough = int(alarm.get("DatapointsToAlarm") or periods)
    states = {who: state_of(breaches, periods, enough, missing, before) for who, breaches in rows.items()}
    after = next((state for state in ("ALARM", "OK", "INSUFFICIENT_DATA") if state in states.values()), before)
    if after == before:
        return
    said = [who for who, state in states.items() if state == after]
    bad = [end for who in said for (_begin, end), breach in zip(spans, rows[who])
           if breach or (breach is None and missing == "breaching")]
    record.bad_until(alarm, max(bad, default=None))
    words = "; ".join(f"{', '.join(who)} {_readable(rows[who])}".strip() for who in said)
    change(alarm, after, f"Threshold {alarm.get('Threshold')}: datapoints {words}")


def change(alarm, after: str, reason: str) -> None:
    """Sets a state, and that of the composite alarms whose rule names it."""
    _set(alarm, after, reason)
    composites.evaluate(_set)


def _set(alarm, after: str, reason: str) -> None:
    from ministack.services import cloudwatch

    before = alarm["StateValue"]
    alarm.update(StateValue=after, StateReason=reason, StateUpdatedTimestamp=int(time.time()))
    cloudwatch._record_history(alarm["AlarmName"], before, after, reason)
    cloudwatch._dispatch_alarm_actions(alarm, before, after, reason)


def _rows(alarm, look: Look):
    """By contributor, for each period of the evaluation range, the oldest first: whether it breaches, None without a datapoint.

    Of an alarm that is none on a query there is one contributor, without a name.
    """
    metrics = metrics_of(alarm)
    if any("ANOMALY_DETECTION_BAND" in str(metric.get("Expression")) for metric in metrics):
        raise Unsupported("ANOMALY_DETECTION_BAND(…), which is learnt from two weeks of figures")
    threshold = OPERATORS.get(alarm["ComparisonOperator"])
    if threshold is None:
        raise Unsupported(alarm["ComparisonOperator"])
    spans = _spans(period_of(metrics) / look.speed, evaluation_range(int(alarm.get("EvaluationPeriods", 1))), look)

    found = [_values(metrics, span, look) for span in spans]
    contributors = sorted({who for values in found for who in values or ()}) or [()]

    def breach(values, who):
        if values is None:
            return False
        value = values.get(who)
        return None if value is None else threshold(value, float(alarm["Threshold"]))

    return spans, {who: [breach(values, who) for values in found] for who in contributors}


def _values(metrics, span, look: Look):
    """What each contributor comes to in a period; None for one that began before the drill did, which is taken for well."""
    if span[0] < record.began_at():
        return None
    [*others, returned] = sorted(metrics, key=lambda each: each.get("ReturnData") not in (False, "false"))
    if others or not is_query(returned.get("Expression")):
        return {(): look.value(metrics, *span)}
    return look.contributors(parse_query(returned["Expression"]), *span)


def _spans(period: float, count: int, look: Look):
    """Whole periods only, and not before their datapoints can be read."""
    end = (look.now - METRIC_DELAY_SECONDS / look.speed) // period * period
    return [(end - (count - index) * period, end - (count - index - 1) * period) for index in range(count)]


def _readable(breaches) -> str:
    return " ".join({True: "X", False: "0", None: "-"}[breach] for breach in breaches)
