"""Keys of the customer: who uses what is encrypted with one needs the key too.

The services ask KMS in the name of their caller. A key of AWS's own (`alias/aws/…`) needs no right of the caller's, and is
not known here.
"""

from . import identity

READ, WRITE = ("kms:Decrypt",), ("kms:GenerateDataKey", "kms:Decrypt")

# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
# https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
# https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
USED = {
    "sqs:SendMessage": WRITE, "sqs:ReceiveMessage": READ,
    "sns:Publish": WRITE,
    "s3:PutObject": WRITE[:1], "s3:GetObject": READ,
    "secretsmanager:GetSecretValue": READ, "secretsmanager:PutSecretValue": WRITE,
    **{f"dynamodb:{operation}": READ for operation in (
        "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem", "BatchWriteItem")},
}


def uses_of(action: str, resource: str) -> list[tuple[str, str, dict]]:
    """What a call asks of a key besides: action, key, and what is known of the call."""
    actions = USED.get(action)
    key = customer_key(resource) if actions else None
    via = {"kms:viaservice": f"{action.split(':')[0]}.{identity.REGION}.amazonaws.com"}
    return [(each, key, via) for each in actions or ()] if key else []


def customer_key(resource: str) -> str | None:
    """The ARN of the key of the account with which a resource is encrypted."""
    from ministack.services import kms

    service = resource.split(":")[2] if resource.count(":") > 4 else ""
    named = NAMED.get(service, lambda _resource: None)(resource)
    return (kms._resolve_key(named) or {}).get("Arn") if named else None


def of_queue(arn: str):
    from ministack.services import sqs

    return (sqs._queue_by_arn(arn) or {}).get("attributes", {}).get("KmsMasterKeyId")


def of_topic(arn: str):
    from ministack.services import sns

    return (sns._topics.get(arn) or {}).get("attributes", {}).get("KmsMasterKeyId")


def of_bucket(arn: str):
    from ministack.services import s3

    bucket = arn.split(":::")[-1].split("/")[0]
    return s3._bucket_default_sse_headers(bucket).get("x-amz-server-side-encryption-aws-kms-key-id")


def of_secret(arn: str):
    from ministack.services import secretsmanager

    return ((secretsmanager._resolve(arn))[1] or {}).get("KmsKeyId")


def of_table(arn: str):
    from ministack.services import dynamodb

    table = dynamodb._tables.get(arn.split("/")[1] if "/" in arn else "") or {}
    return (table.get("SSEDescription") or {}).get("KMSMasterKeyArn")


NAMED = {"sqs": of_queue, "sns": of_topic, "s3": of_bucket, "secretsmanager": of_secret, "dynamodb": of_table}
