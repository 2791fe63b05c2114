"""AWS/DynamoDB: requests that failed, and of which kind.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
"""

import json

MEASURED = {
    "AWS/DynamoDB": ("ConditionalCheckFailedRequests", "ThrottledRequests", "SystemErrors", "UserErrors", "ReplicationLatency")
}
THROTTLED = ("ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded")


def install(replace) -> None:
    from ministack.services import dynamodb

    replace(dynamodb, "handle_request", _counted)


def _counted(handle_request):
    async def count(method, path, headers, body, query_params):
        response = await handle_request(method, path, headers, body, query_params)
        if response[0] >= 400:
            _put(headers.get("x-amz-target", "").split(".")[-1], body, response)
        return response

    return count


def _put(operation: str, body, response) -> None:
    from ministack.services import cloudwatch

    metric, dimensions = _kind_of(operation, _json(body).get("TableName"), response)
    cloudwatch.record_metric("AWS/DynamoDB", metric, 1, "Count", dimensions)


def _kind_of(operation: str, table, response):
    """Errors of users are counted for the account, without a table."""
    error = str(_json(response[2]).get("__type", "")).split("#")[-1]
    of_table = {"TableName": table} if table else {}
    if error == "ConditionalCheckFailedException":
        return "ConditionalCheckFailedRequests", of_table
    if error in THROTTLED:
        return "ThrottledRequests", {**of_table, "Operation": operation}
    if response[0] >= 500:
        return "SystemErrors", {**of_table, "Operation": operation}
    return "UserErrors", {}


def _json(text):
    try:
        found = json.loads(text or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
