"""AWS/Events: what a rule's targets took, and what could not be delivered, which `deliveries` tells.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
"""

INVOKED, FAILED = "Invocations", "FailedInvocations"
TO_LETTERS, LOST = "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq"
MEASURED = {"AWS/Events": (INVOKED, FAILED, TO_LETTERS, LOST)}


def install(replace) -> None:
    from ministack.services import eventbridge

    replace(eventbridge, "_invoke_target", _counted)


def _counted(invoke):
    def count(target, event, rule, view=None):
        _put(rule, INVOKED)
        return invoke(target, event, rule, view)

    return count


def undelivered(rule, letters: str | None, is_kept: bool) -> None:
    """Counts an event whose target is not there."""
    _put(rule, INVOKED)
    _put(rule, FAILED)
    if letters:
        _put(rule, TO_LETTERS if is_kept else LOST)


def is_there(arn: str) -> bool:
    """Targets of other kinds are MiniStack's to find."""
    from ministack.services import lambda_svc, sns, sqs

    if ":lambda:" in arn:
        return lambda_svc._get_func_record_for_ref(arn)[0] is not None
    if ":sqs:" in arn:
        return sqs._queue_by_arn(arn) is not None
    return sns._topic_by_arn_any_scope(arn) is not None if ":sns:" in arn else True


def _put(rule, metric: str) -> None:
    from ministack.services import cloudwatch

    cloudwatch.record_metric("AWS/Events", metric, 1, "Count", {"RuleName": rule["Name"]})
