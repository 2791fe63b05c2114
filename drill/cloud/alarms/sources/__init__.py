"""Metrics of AWS's services that MiniStack does not keep, counted where they come about or looked at once a minute.

What the drill itself simulates (health checks, copies of tables and of objects) it puts by PutMetricData.
"""

from alarms.metrics import metrics_of, key_of
from alarms.sources import apis, certificates, executions, filters, functions, logs, queues, rules, tables, topics, versions

# Real seconds between two polls follow from it: services report once a simulated minute.
MINUTE = 60
COUNTED = (functions, apis, queues, topics, rules, executions, tables, certificates)
# Of what the drill itself does in the place of AWS, it puts the metrics.
HANDED_IN = {"AWS/Route53": ("HealthCheckStatus",), "AWS/S3": ("ReplicationLatency", "OperationsFailedReplication")}
MEASURED = {namespace: names for each in COUNTED for namespace, names in each.MEASURED.items()} | HANDED_IN

_polled_at = 0.0


def install(replace) -> None:
    for each in (*COUNTED, logs, filters, versions):
        each.install(replace)


def poll(look) -> None:
    """Takes the figures of the moment, once a simulated minute."""
    global _polled_at
    if look.now - _polled_at < MINUTE / look.speed:
        return
    _polled_at = look.now
    for each in (queues, functions, certificates):
        each.poll(look)


def unmeasured(alarm) -> list[str]:
    """Metrics of AWS that the alarm needs, and that nobody here measures."""
    from ministack.services import cloudwatch

    keys = [key_of(each["MetricStat"]["Metric"]) for each in metrics_of(alarm) if each.get("MetricStat")]
    missing = [(namespace, name) for namespace, name, dimensions in keys
               if str(namespace).startswith("AWS/") and name not in MEASURED.get(namespace, ())
               and not cloudwatch._metrics.get((namespace, name, dimensions))]
    return sorted({f"{namespace} {name}" for namespace, name in missing})
