"""What CloudFormation tells templates of what it made, where MiniStack tells something else."""


def secret_by_arn(handlers: dict) -> None:
    """`Ref` of a secret is its ARN, and policies are written with it; MiniStack gives the secret's name.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
    """
    secret = handlers["AWS::SecretsManager::Secret"]
    create, update, delete = secret["create"], secret["update"], secret["delete"]

    def with_arn(made):
        _name, attributes = made
        return attributes["Arn"], attributes

    secret["create"] = lambda *args, **named: with_arn(create(*args, **named))
    secret["update"] = lambda arn, *args, **named: with_arn(update(name_of(arn), *args, **named))
    secret["delete"] = lambda arn, *args, **named: delete(name_of(arn), *args, **named)


def name_of(arn: str) -> str:
    """Without the seven characters that Secrets Manager adds."""
    return arn.split(":secret:")[-1][:-7] if ":secret:" in arn else arn


def names_of_apis(handlers: dict) -> None:
    """API Gateway takes 128 characters: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html"""
    api = handlers["AWS::ApiGatewayV2::Api"]

    def checked(provision, props_at):
        def provision_checked(*args, **named):
            name = args[props_at].get("Name") or ""
            if len(name) > 128:
                raise ValueError(f"The name of an API has at most 128 characters, and this one {len(name)}: {name}")
            return provision(*args, **named)

        return provision_checked

    api["create"] = checked(api["create"], 1)
    if "update" in api:
        api["update"] = checked(api["update"], 2)


def keys_of_customers(handlers: dict) -> None:
    """With which key of the customer's a topic, a bucket or a table is encrypted: MiniStack forgets it."""
    for kind, remember in (("AWS::SNS::Topic", of_topic), ("AWS::S3::Bucket", of_bucket),
                           ("AWS::DynamoDB::Table", of_table), ("AWS::DynamoDB::GlobalTable", of_table)):
        handlers[kind]["create"] = after(handlers[kind]["create"], lambda made, logical_id, props, *_, of=remember: of(made, props))
        if "update" in handlers[kind]:
            update = handlers[kind]["update"]
            handlers[kind]["update"] = after(update, lambda made, _id, _old, props, *_, of=remember: of(made, props))


def after(provision, remember):
    def provision_and_remember(*args, **named):
        made = provision(*args, **named)
        remember(made, *args)
        return made

    return provision_and_remember


def of_topic(made, props: dict) -> None:
    from ministack.services import sns

    attributes = sns._topics[made[0]]["attributes"]
    attributes.pop("KmsMasterKeyId", None)
    if props.get("KmsMasterKeyId"):
        attributes["KmsMasterKeyId"] = props["KmsMasterKeyId"]


def of_bucket(made, props: dict) -> None:
    from ministack.services import s3

    rules = (props.get("BucketEncryption") or {}).get("ServerSideEncryptionConfiguration") or [{}]
    chosen = rules[0].get("ServerSideEncryptionByDefault") or {}
    s3._bucket_encryption.pop(made[0], None)
    if chosen.get("KMSMasterKeyID"):
        members = "".join(f"<{name}>{chosen[name]}</{name}>" for name in ("SSEAlgorithm", "KMSMasterKeyID"))
        s3._bucket_encryption[made[0]] = (
            f"<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>{members}"
            "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>").encode()


def of_table(made, props: dict) -> None:
    """A global table has a key for each replica."""
    from ministack.core.responses import get_region
    from ministack.services import dynamodb

    spec = props.get("SSESpecification") or {}
    own = next((each for each in props.get("Replicas") or [] if each.get("Region") == get_region()), {})
    spec = {**spec, **(own.get("SSESpecification") or {})}
    if spec.get("KMSMasterKeyId"):
        enabled = {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": spec["KMSMasterKeyId"]}
        dynamodb._tables[made[0]]["SSEDescription"] = dynamodb._sse_description_from_spec(enabled)
