"""What rules and topics do where the function that they call is not there, and how topics call one that is.

- The target of a rule that is no longer there: EventBridge does not try again, and sends the event to the target's
  dead-letter queue. MiniStack drops it. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
- The function of a subscription that is not there: SNS sends the message to the queue of the redrive policy.
  https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
- A topic calls a function asynchronously: it is tried again, and its failure goes to the function's destination. MiniStack
  calls it once. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html

Not covered: targets that are there and throttle, and the attributes of such a letter.
"""

import json
import os

from alarms.sources import topics
from alarms.sources.rules import is_there, undelivered
from async_invocations import invoke_by_arn


def install(replace) -> None:
    """Last of all mends: what is not there is asked for no permission."""
    from ministack.services import eventbridge, sns

    replace(eventbridge, "_invoke_target", _kept_by_rule)
    replace(sns, "_deliver_to_lambda", _kept_by_topic)


def _kept_by_rule(invoke):
    def invoke_or_keep(target, event, rule, view=None):
        from ministack.services import eventbridge

        if is_there(target.get("Arn", "")):
            return invoke(target, event, rule, view)
        view = view or eventbridge._pattern_event_view(event)
        letters = (target.get("DeadLetterConfig") or {}).get("Arn")
        is_kept = _keep(letters, "events.amazonaws.com", rule.get("Arn", ""), json.dumps(view.event_with_detail()))
        undelivered(rule, letters, is_kept)

    return invoke_or_keep


def _kept_by_topic(deliver):
    def deliver_or_keep(endpoint, envelope, topic_arn, subscription_arn, *rest):
        from ministack.services import sns

        if is_there(endpoint):
            return deliver(endpoint, envelope, topic_arn, subscription_arn, *rest)
        subscribed = next((each for each in sns._topics[topic_arn]["subscriptions"] if each["arn"] == subscription_arn), {})
        policy = json.loads((subscribed.get("attributes") or {}).get("RedrivePolicy") or "{}")
        _keep(policy.get("deadLetterTargetArn"), "sns.amazonaws.com", topic_arn, envelope)
        topics.failed(topic_arn)

    return deliver_or_keep


def call_from_topic(endpoint, envelope, _topic_arn, subscription_arn, *_rest) -> None:
    record = {"EventVersion": "1.0", "EventSubscriptionArn": subscription_arn, "EventSource": "aws:sns",
              "Sns": json.loads(envelope)}
    invoke_by_arn(endpoint, {"Records": [record]})


def _keep(queue_arn: str | None, sender: str, source_arn: str, text: str) -> bool:
    from ministack.core.arn import parse_arn
    from ministack.services import eventbridge, sqs

    if not queue_arn or sqs._queue_by_arn(queue_arn) is None or not _may_send(sender, source_arn, queue_arn):
        return False
    eventbridge._dispatch_to_sqs(parse_arn(queue_arn), text)
    return True


def _may_send(sender: str, source_arn: str, queue_arn: str) -> bool:
    if os.environ.get("DRILL_IAM", "off") == "off":
        return True
    from iam.services import policy_of, service_may

    return service_may(sender, source_arn, "sqs:SendMessage", queue_arn, policy_of("sqs", queue_arn))
