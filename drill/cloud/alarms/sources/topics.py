"""AWS/SNS: what was published, and what subscribers got of it.

https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
"""

import contextvars

PUBLISHED, DELIVERED, FAILED = "NumberOfMessagesPublished", "NumberOfNotificationsDelivered", "NumberOfNotificationsFailed"
MEASURED = {"AWS/SNS": (PUBLISHED, DELIVERED, FAILED)}

_arrived: contextvars.ContextVar[list] = contextvars.ContextVar("drill_arrived")


def install(replace) -> None:
    from ministack.services import sns, sqs

    replace(sns, "_fanout", _published)
    replace(sns, "_deliver_to_sqs", _to_queue)
    replace(sns, "_deliver_to_lambda", _to_function)
    replace(sqs, "_ensure_msg_fields", _noticed)


def failed(topic_arn: str) -> None:
    """A subscriber does not let the topic in, or is not there."""
    _put(topic_arn, FAILED)


def _published(fanout):
    def counted(topic_arn, *rest, **named):
        _put(topic_arn, PUBLISHED)
        fanout(topic_arn, *rest, **named)

    return counted


def _to_queue(deliver):
    def counted(*args, topic_arn="", **named):
        arrived: list = []
        token = _arrived.set(arrived)
        try:
            deliver(*args, topic_arn=topic_arn, **named)
        finally:
            _arrived.reset(token)
        _put(topic_arn, DELIVERED if arrived else FAILED)

    return counted


def _noticed(complete):
    """What becomes a message of a queue passes here."""

    def noticed(message):
        _arrived.get([]).append(message)
        return complete(message)

    return noticed


def _to_function(deliver):
    """
    A function that fails has got it all the same: it was called asynchronously. Of one that is not there `deliveries` tells.
    """

    def counted(endpoint, envelope, topic_arn, *rest):
        _put(topic_arn, DELIVERED)
        deliver(endpoint, envelope, topic_arn, *rest)

    return counted


def _put(topic_arn: str, metric: str) -> None:
    from ministack.services import cloudwatch

    cloudwatch.record_metric("AWS/SNS", metric, 1, "Count", {"TopicName": topic_arn.rsplit(":", 1)[-1]})
