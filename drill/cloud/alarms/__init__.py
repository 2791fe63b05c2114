"""Alarms that ring: evaluated at simulated time, in the place of MiniStack's own evaluation, which knows no dimensions, no
periods in a row, no missing data and no metric math, and reaches topics only.

- `engine`      looks at every alarm again and again, and says what state it has
- `metrics`     the datapoints of a look; `expressions` metric math; `queries` Metrics Insights; `states` M of N and missing data
- `sources`     metrics of services that MiniStack does not keep
- `actions`     who is told of a change
- `composites`  rules over alarms; `suppression` when they keep quiet
- `record`      what happened, for the drill; `points` every datapoint, and what dashboards show

An alarm that is not understood keeps its state, and its reason says so.
"""
