"""How long a state machine waits before it tries a task again.

https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
"""

import random

# Where a retrier says nothing.
INTERVAL_SECONDS, BACKOFF_RATE = 1, 2.0


def delay(retrier: dict, retries: int) -> float:
    """Simulated seconds before the next attempt."""
    interval, rate = retrier.get("IntervalSeconds", INTERVAL_SECONDS), retrier.get("BackoffRate", BACKOFF_RATE)
    longest = min(interval * rate**retries, retrier.get("MaxDelaySeconds", float("inf")))
    return random.uniform(0, longest) if retrier.get("JitterStrategy") == "FULL" else longest
