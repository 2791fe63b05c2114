"""Every datapoint since the drill began, and what dashboards show, for the drill. Each region writes its own, line after line."""

import json
import os
import threading
from pathlib import Path

import rule_groups

REGION = os.environ.get("MINISTACK_REGION", "us-east-1")

_lock = threading.Lock()
_written: dict = {}
_began = False


def begin(directory) -> None:
    """What was before counts for nothing, as for alarms."""
    global _began
    if directory is None:
        return
    with _lock:
        _points(directory).write_text("", encoding="utf8")
        _written.clear()
        _written.update({key: len(points) for key, points in _stored()})
        shown = {"measured": _measured(), "dashboards": _dashboards(), "rules": rule_groups.rules()}
        _shown(directory).write_text(json.dumps(shown), encoding="utf8")
        _began = True


def write(directory) -> None:
    with _lock:
        lines = [_line(key, point) for key, points in _stored() for point in _news(key, points)] if _began else []
        if lines:
            with open(_points(directory), "a", encoding="utf8") as file:
                file.write("".join(lines))


def _news(key, points):
    known = _written.get(key, 0)
    news = points[known:]
    _written[key] = known + len(news)
    return news


def _line(key, point) -> str:
    _account, _region, (namespace, name, *_dimensions) = key
    count = float(point.get("_stat", {}).get("SampleCount", 0)) or point.get("Count", 1.0)
    return json.dumps({"at": int(point["Timestamp"] * 1000), "namespace": namespace, "name": name,
                       "dimensions": point["Dimensions"], "value": point["Value"], "count": count}) + "\n"


def _stored():
    from ministack.services import cloudwatch

    return list(cloudwatch._metrics._data.items())


def _dashboards():
    from ministack.services import cloudwatch

    return [{"name": it["DashboardName"], "body": it["DashboardBody"]} for it in list(cloudwatch._dashboards._data.values())]


def _measured():
    from alarms import sources

    return {namespace: list(names) for namespace, names in sources.MEASURED.items()}


def _points(directory) -> Path:
    return Path(directory) / f"points-{REGION}.jsonl"


def _shown(directory) -> Path:
    return Path(directory) / f"shown-{REGION}.json"
