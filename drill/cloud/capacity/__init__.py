"""Executions that are ready before anybody calls: MiniStack keeps how many were asked for, and makes none.

- `provisioned`: environments that exist before the first call, and the metrics of how many of them are in use.
- `targets`: Application Auto Scaling of them, by load at simulated time, and by scheduled actions when the drill says so.

https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html

Not covered: what else Application Auto Scaling scales, and the hours of scheduled actions: simulated time has none.
"""
