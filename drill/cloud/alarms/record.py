"""What alarms did, for the drill. Each region writes its own into a file, which is there when the region is not."""

import json
import os
import threading
import time
from pathlib import Path

from alarms import points

DIRECTORY = os.environ.get("DRILL_ALARMS_DIR")
WRITE_SECONDS = 0.5

_lock = threading.Lock()
_transitions: list[dict] = []
_reasons: dict[str, str] = {}
_until: dict[str, float] = {}
_began = 0.0
_seconds = 0.0


def start() -> None:
    if DIRECTORY is not None:
        threading.Thread(target=_write_for_ever, name="alarms-record", daemon=True).start()


def in_scope(scope) -> None:
    """MiniStack's stores are read by account and region."""
    from ministack.core import responses

    account, region = scope[:2]
    responses._request_account_id.set(account)
    responses._request_region.set(region)


def all_alarms():
    from ministack.services import cloudwatch

    return list(cloudwatch._alarms._data.values()) + list(cloudwatch._composite_alarms._data.values())


def begin(now: float) -> None:
    global _began
    with _lock:
        _began = now
        _transitions.clear()
        _until.clear()
    points.begin(DIRECTORY)


def began_at() -> float:
    return _began


def took(seconds: float) -> None:
    global _seconds
    _seconds += seconds


def not_evaluated(alarm, reason: str) -> None:
    _reasons[alarm["AlarmName"]] = reason


def reason_of(name: str):
    """Why nobody here can say what state an alarm has; None where one can."""
    return _reasons.get(name)


def bad_until(alarm, moment) -> None:
    """When the last of the periods ended for which the alarm changes its state."""
    if moment is not None:
        _until[alarm["AlarmName"]] = moment


def until(name: str):
    return _until.get(name)


def add(alarm, before: str, after: str, reason: str, done) -> None:
    name = alarm["AlarmName"]
    bad = _until.get(name) if after == "ALARM" else None
    entry = {"alarm": name, "at": millis(time.time()), "from": before, "to": after, "reason": reason,
             "badUntil": None if bad is None else millis(bad), "actions": done}
    with _lock:
        _transitions.append(entry)


def millis(moment: float) -> int:
    return int(moment * 1000)


# --- what the drill reads ----------------------------------------------------------------------------------------------


def _write_for_ever() -> None:
    file = Path(DIRECTORY) / f"alarms-{os.environ.get('MINISTACK_REGION', 'us-east-1')}.json"
    while True:
        # First: who reads what alarms did finds the datapoints that they did it for.
        points.write(DIRECTORY)
        content = json.dumps(written())
        next_one = file.with_suffix(".next")
        next_one.write_text(content, encoding="utf8")
        next_one.replace(file)
        time.sleep(WRITE_SECONDS)


def written() -> dict:
    from ministack.services import cloudwatch

    at = millis(time.time())
    alarms = []
    for store in (cloudwatch._alarms, cloudwatch._composite_alarms):
        for scope, alarm in list(store._data.items()):
            in_scope(scope)
            alarms.append(_described(alarm))
    with _lock:
        return {"writtenAt": at, "region": os.environ.get("MINISTACK_REGION", ""), "millis": round(_seconds * 1000, 1),
                "alarms": alarms, "transitions": list(_transitions)}


def _described(alarm) -> dict:
    from alarms import actions, sources
    from ministack.services import cloudwatch

    name = alarm["AlarmName"]
    children = cloudwatch._composite_children(alarm) if "AlarmRule" in alarm else []
    return {"name": name, "state": alarm["StateValue"], "notEvaluated": _reasons.get(name),
            "unmeasured": sources.unmeasured(alarm), "listeners": actions.listeners(alarm), "children": children}
