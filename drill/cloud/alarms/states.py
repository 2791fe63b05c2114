"""The state of an alarm by its datapoints: pure, so that it can be held against the tables of AWS's page.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

OPERATORS = {
    "GreaterThanOrEqualToThreshold": lambda value, threshold: value >= threshold,
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
    "LessThanOrEqualToThreshold": lambda value, threshold: value <= threshold,
}
# CloudWatch looks back further than the evaluation periods, for real datapoints in the place of missing ones.
FURTHER_PERIODS = 2


def evaluation_range(evaluation_periods: int) -> int:
    """Periods whose datapoints are asked for."""
    return evaluation_periods + FURTHER_PERIODS


def state_of(breaches, evaluation_periods: int, datapoints_to_alarm: int, missing: str, state: str) -> str:
    """The next state. `breaches` has an entry a period of the evaluation range, the oldest first: True, False, or None."""
    real = [breach for breach in breaches if breach is not None][-evaluation_periods:]
    bad = sum(real)
    absent = evaluation_periods - len(real)
    if not real:
        return {"breaching": "ALARM", "notBreaching": "OK", "ignore": state}.get(missing, "INSUFFICIENT_DATA")
    if bad >= datapoints_to_alarm:
        return "ALARM"
    if absent == 0:
        return "OK"
    if missing == "breaching":
        return "ALARM" if bad + absent >= datapoints_to_alarm else "OK"
    if missing == "notBreaching":
        return "OK"
    if bad < len(real):
        return "OK"
    # All that is there is bad, and it is less than it takes.
    return state if missing == "ignore" else "ALARM"
