"""The datapoints that one look at the alarms has: each metric is read once, whatever the number of alarms on it."""

from collections import ChainMap

from alarms.expressions import Unsupported, evaluate, parse
from alarms.queries import Query
from async_invocations import speed

# A point with an older timestamp may be put later; after so many older ones in a row nothing newer is expected.
OLDER_IN_A_ROW = 50
BASIC = ("Sum", "Average", "Maximum", "Minimum", "SampleCount")


class Look:
    """Everything that alarms are judged by at one moment."""

    def __init__(self, now: float) -> None:
        self.now = now
        self.speed = speed()
        self._points: dict = {}

    def value(self, metrics, begin: float, end: float):
        """What a list of metrics and expressions comes to in one period; None without a datapoint."""
        values = ChainMap({}, {m["Id"]: self._datapoint(m["MetricStat"], begin, end) for m in metrics if m.get("MetricStat")})
        pending = [metric for metric in metrics if metric.get("Expression")]
        # Expressions may use each other, in any order.
        for _ in pending:
            for metric in pending:
                if values.get(metric["Id"]) is None:
                    values[metric["Id"]] = evaluate(parse(metric["Expression"]), values)
        [returned] = [metric["Id"] for metric in metrics if metric.get("ReturnData") not in (False, "false")]
        return values[returned]

    def contributors(self, query: Query, begin: float, end: float):
        """What each group of a query's metrics comes to in one period, as far as there are datapoints."""
        grouped: dict = {}
        for _account, _region, key in _stored():
            points = [point for point in self._since(key, begin) if begin < point["Timestamp"] <= end]
            group = query.group_of(key[0], key[1], points[0]["Dimensions"]) if points else None
            if group is not None:
                grouped.setdefault(group, []).extend(points)
        return {group: statistic(query.statistic, points) for group, points in grouped.items()}

    def _datapoint(self, stat, begin: float, end: float):
        metric = stat["Metric"]
        points = self._since(key_of(metric), begin)
        unit = stat.get("Unit")
        return statistic(stat["Stat"], [p for p in points if begin < p["Timestamp"] <= end and unit in (None, p["Unit"])])

    def _since(self, key, begin: float):
        """The points of a metric from some moment on."""
        oldest, points = self._points.get(key, (None, []))
        if oldest is None or begin < oldest:
            points = recent(key, begin)
            self._points[key] = (begin, points)
        return points


def _stored():
    from ministack.services import cloudwatch

    return list(cloudwatch._metrics._data)


def key_of(metric):
    from ministack.services import cloudwatch

    dimensions = {it["Name"]: it["Value"] for it in metric.get("Dimensions") or []}
    return metric["Namespace"], metric["MetricName"], cloudwatch._dims_key(dimensions)


def recent(key, begin: float):
    from ministack.services import cloudwatch

    found, older = [], 0
    for point in reversed(cloudwatch._metrics.get(key) or []):
        older = older + 1 if point["Timestamp"] <= begin else 0
        if older > OLDER_IN_A_ROW:
            break
        if not older:
            found.append(point)
    return found


def statistic(name: str, points):
    """None without a datapoint, and where a percentile has none."""
    from ministack.services import cloudwatch

    if name not in BASIC and not cloudwatch._is_percentile_stat(name):
        raise Unsupported(f"statistic {name}")
    stats = cloudwatch._calc_stats(points)
    return cloudwatch._stat_value(stats, name, points) if stats else None


def metrics_of(alarm):
    """An alarm's metrics and expressions, in the form that alarms on metric math have."""
    if alarm.get("Metrics"):
        return alarm["Metrics"]
    stat = {
        "Metric": {key: alarm.get(key) for key in ("Namespace", "MetricName", "Dimensions")},
        "Period": alarm.get("Period", 60),
        "Stat": alarm.get("ExtendedStatistic") or alarm.get("Statistic", "Average"),
        "Unit": alarm.get("Unit"),
    }
    return [{"Id": "m1", "MetricStat": stat, "ReturnData": True}]


def period_of(metrics) -> float:
    """Simulated seconds."""
    periods = [float(metric["MetricStat"]["Period"]) for metric in metrics if metric.get("MetricStat")]
    return max(periods or [float(metrics[0].get("Period") or 60)])
