"""AWS/Events: what a rule's targets took. A target that is not there fails at once, and its event goes to its dead letters.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
"""

import json

INVOKED, FAILED = "Invocations", "FailedInvocations"
TO_LETTERS, LOST = "InvocationsSentToDlq", "InvocationsFailedToBeSentToDlq"
MEASURED = {"AWS/Events": (INVOKED, FAILED, TO_LETTERS, LOST)}


def install(replace) -> None:
    from ministack.services import eventbridge

    replace(eventbridge, "_invoke_target", _counted)


def _counted(invoke):
    def count(target, event, rule, view=None):
        _put(rule, INVOKED)
        if is_there(target.get("Arn", "")):
            return invoke(target, event, rule, view)
        _put(rule, FAILED)
        letters = (target.get("DeadLetterConfig") or {}).get("Arn")
        if letters:
            _put(rule, TO_LETTERS if _deliver(letters, event) else LOST)

    return count


def is_there(arn: str) -> bool:
    """Targets of other kinds are MiniStack's to find."""
    from ministack.services import lambda_svc, sns, sqs

    if ":lambda:" in arn:
        return lambda_svc._get_func_record_for_ref(arn)[0] is not None
    if ":sqs:" in arn:
        return sqs._queue_by_arn(arn) is not None
    return sns._topic_by_arn_any_scope(arn) is not None if ":sns:" in arn else True


def _deliver(queue_arn: str, event) -> bool:
    from ministack.core.arn import parse_arn
    from ministack.services import eventbridge, sqs

    if sqs._queue_by_arn(queue_arn) is None:
        return False
    known = {key: value for key, value in event.items() if not key.startswith("_")}
    eventbridge._dispatch_to_sqs(parse_arn(queue_arn), json.dumps(known, default=str))
    return True


def _put(rule, metric: str) -> None:
    from ministack.services import cloudwatch

    cloudwatch.record_metric("AWS/Events", metric, 1, "Count", {"RuleName": rule["Name"]})
