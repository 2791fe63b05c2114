"""AWS/SQS: how much waits and for how long, once a minute, and what is sent, received and deleted.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
"""


from alarms import record

VISIBLE, IN_FLIGHT = "ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible"
DELAYED, AGE = "ApproximateNumberOfMessagesDelayed", "ApproximateAgeOfOldestMessage"
SENT, RECEIVED, DELETED = "NumberOfMessagesSent", "NumberOfMessagesReceived", "NumberOfMessagesDeleted"
MEASURED = {"AWS/SQS": (VISIBLE, IN_FLIGHT, DELAYED, AGE, SENT, RECEIVED, DELETED)}


def install(replace) -> None:
    from ministack.services import sqs

    replace(sqs, "_dispatch", _calls)
    replace(sqs, "_receive_messages_for_esm", _polled)
    replace(sqs, "_delete_messages_for_esm", _done)


def poll(look) -> None:
    from ministack.services import sqs

    for scope, queue in list(sqs._queues._data.items()):
        record.in_scope(scope)
        name = _name_of(queue)
        waiting = [message for message in queue["messages"] if message["visible_at"] <= look.now]
        delayed = [message for message in queue["messages"] if message["visible_at"] > look.now and not message["receive_count"]]
        _put(name, VISIBLE, len(waiting))
        _put(name, DELAYED, len(delayed))
        _put(name, IN_FLIGHT, len(queue["messages"]) - len(waiting) - len(delayed))
        oldest = min((message["sent_at"] for message in queue["messages"]), default=look.now)
        _put(name, AGE, (look.now - oldest) * look.speed, "Seconds")


def _name_of(queue) -> str:
    return queue["attributes"]["QueueArn"].rsplit(":", 1)[-1]


def _put(name: str, metric: str, value: float, unit: str = "Count") -> None:
    from ministack.services import cloudwatch

    cloudwatch.record_metric("AWS/SQS", metric, value, unit, {"QueueName": name})


def _calls(dispatch):
    async def counted(action, data, qurl):
        result = await dispatch(action, data, qurl)
        metric, count = _counts(action, result)
        if count:
            _put(qurl.rsplit("/", 1)[-1], metric, count)
        return result

    return counted


def _counts(action: str, result):
    if action in ("SendMessage", "SendMessageBatch"):
        return SENT, len(result.get("Successful", [])) if action.endswith("Batch") else 1
    if action in ("DeleteMessage", "DeleteMessageBatch"):
        return DELETED, len(result.get("Successful", [])) if action.endswith("Batch") else 1
    return RECEIVED, len(result.get("Messages", [])) if action == "ReceiveMessage" else 0


def _polled(receive):
    def counted(queue_url, max_number):
        found = receive(queue_url, max_number)
        if found:
            _put(queue_url.rsplit("/", 1)[-1], RECEIVED, len(found))
        return found

    return counted


def _done(delete):
    def counted(queue_url, receipt_handles):
        delete(queue_url, receipt_handles)
        if receipt_handles:
            _put(queue_url.rsplit("/", 1)[-1], DELETED, len(receipt_handles))

    return counted
