"""When a composite alarm keeps quiet because another alarm, its suppressor, rings, has just ended, or may be about to.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
"""

import time

# By name: since when an alarm rings, and when it left that state.
_rings_since: dict[str, float] = {}
_left: dict[str, float] = {}
# Composite alarms whose actions wait, with the state before and the reason.
_pending: dict[str, tuple] = {}


def withheld_by(suppressor_rings: bool, suppressor_left, rings_since: float, now: float, wait: float, extension: float):
    """AWS's word for what holds actions back at a moment; None where nothing does. All in the same seconds."""
    if suppressor_rings:
        return "Alarm"
    if suppressor_left is not None and now < suppressor_left + extension:
        return "ExtensionPeriod"
    return "WaitPeriod" if now < rings_since + wait else None


def observe(alarm, before: str, after: str) -> None:
    """Takes down when alarms begin and cease to ring: any alarm may be a suppressor."""
    name, now = alarm["AlarmName"], time.time()
    if after == "ALARM" and before != "ALARM":
        _rings_since[name] = now
    if before == "ALARM" and after != "ALARM":
        _left[name] = now
        _pending.pop(name, None)


def withheld(alarm):
    """What holds back the actions of an alarm now."""
    from async_invocations import speed

    suppressor = _suppressor_of(alarm)
    if suppressor is None:
        return None
    now, name, pace = time.time(), suppressor["AlarmName"], speed()
    # Its own end is told of unless the suppressor rings.
    since = _rings_since.get(alarm["AlarmName"], now) if alarm["StateValue"] == "ALARM" else float("-inf")
    wait, extension = (float(alarm.get(f"ActionsSuppressor{each}Period") or 0) / pace for each in ("Wait", "Extension"))
    left = _left.get(name) if alarm["StateValue"] == "ALARM" else None
    return withheld_by(suppressor["StateValue"] == "ALARM", left, since, now, wait, extension)


def hold(alarm, before: str, reason: str) -> None:
    _pending[alarm["AlarmName"]] = (before, reason)


def release():
    """Alarms that rang, were held back, and are so no longer: with the state before and the reason."""
    from ministack.services import cloudwatch

    freed = []
    for alarm in list(cloudwatch._composite_alarms._data.values()):
        if alarm["AlarmName"] in _pending and withheld(alarm) is None:
            freed.append((alarm, *_pending.pop(alarm["AlarmName"])))
    return freed


def forget() -> None:
    for each in (_rings_since, _left, _pending):
        each.clear()


def _suppressor_of(alarm):
    from ministack.services import cloudwatch

    wanted = alarm.get("ActionsSuppressor")
    name = cloudwatch._rule_ref_name(wanted) if wanted else None
    return (cloudwatch._alarms.get(name) or cloudwatch._composite_alarms.get(name)) if name else None
