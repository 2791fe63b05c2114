"""Metrics Insights: a query names many metrics, and each group of them contributes to the alarm by itself.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html
"""

import dataclasses
import re

from alarms.expressions import Unsupported

FUNCTIONS = {"SUM": "Sum", "AVG": "Average", "MAX": "Maximum", "MIN": "Minimum", "COUNT": "SampleCount"}
NAME = r"""(?:"[^"]+"|[\w./#:-]+)"""
QUERY = re.compile(
    rf"""\s*SELECT\s+(?P<function>\w+)\s*\(\s*(?P<metric>{NAME})\s*\)
    \s+FROM\s+(?:SCHEMA\s*\(\s*(?P<schema>{NAME}(?:\s*,\s*{NAME})*)\s*\)|(?P<namespace>{NAME}))
    (?:\s+WHERE\s+(?P<where>.+?))?
    (?:\s+GROUP\s+BY\s+(?P<group>{NAME}(?:\s*,\s*{NAME})*))?
    (?:\s+ORDER\s+BY\s+\w+\s*\(\s*\)(?:\s+(?:ASC|DESC))?)?
    (?:\s+LIMIT\s+\d+)?\s*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
CONDITION = re.compile(rf"\s*(?P<name>{NAME})\s*(?P<operator>=|!=)\s*'(?P<value>[^']*)'\s*$")


@dataclasses.dataclass(frozen=True)
class Query:
    statistic: str
    metric: str
    namespace: str
    # Dimensions that a metric must have, all and no other; None for whatever it has.
    schema: tuple | None
    conditions: tuple
    group: tuple

    def group_of(self, namespace: str, name: str, dimensions: dict):
        """The values that a metric is grouped by; None for one that the query does not name."""
        if (namespace, name) != (self.namespace, self.metric):
            return None
        if self.schema is not None and set(dimensions) != set(self.schema):
            return None
        if any((dimensions.get(key) == value) != equal for key, equal, value in self.conditions):
            return None
        values = tuple(dimensions.get(key) for key in self.group)
        return None if None in values else values


def is_query(expression) -> bool:
    return bool(expression) and expression.lstrip().upper().startswith("SELECT")


def parse_query(text: str) -> Query:
    found = QUERY.match(text)
    if found is None or found["function"].upper() not in FUNCTIONS:
        raise Unsupported(text)
    names = _names(found["schema"]) if found["schema"] else [_bare(found["namespace"])]
    return Query(
        statistic=FUNCTIONS[found["function"].upper()],
        metric=_bare(found["metric"]),
        namespace=names[0],
        schema=tuple(names[1:]) if found["schema"] else None,
        conditions=tuple(_condition(text) for text in re.split(r"\s+AND\s+", found["where"] or "", flags=re.IGNORECASE) if text),
        group=tuple(_names(found["group"] or "")),
    )


def _condition(text: str):
    found = CONDITION.match(text)
    if found is None:
        raise Unsupported(f"WHERE {text}")
    return _bare(found["name"]), found["operator"] == "=", found["value"]


def _names(text: str) -> list[str]:
    return [_bare(name) for name in re.findall(NAME, text)]


def _bare(name: str) -> str:
    return name.strip().strip('"')
