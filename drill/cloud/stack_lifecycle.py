"""Creating and deleting by CloudFormation, where MiniStack gives up what AWS would keep.

MiniStack makes a resource anew under a name that something has already, with what was in it gone; it deletes buckets
with their objects, and tables that are protected. On AWS each of these ends a deployment:

- a name is taken: https://repost.aws/knowledge-center/cloudformation-resource-already-exists-error
- a bucket is not empty: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
- a table is protected:
  https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection

A generated name is another one each time a stack is made, so that what an earlier stack left behind is in nobody's way:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html

Not covered: resources of nested stacks.
"""

import uuid


def install(replace, handlers: dict) -> None:
    """Mends MiniStack; `replace` ends the process where a function that is mended is not there."""
    from ministack.services.cloudformation import changesets, provisioners, stacks

    replace(stacks, "_provision_keeping_seed", lambda _original: make_new)
    # It would refuse, before anything is made, a bucket that the stack is about to adopt.
    replace(provisioners, "s3_bucket_name_conflict", lambda _original: lambda _name: None)
    name_log_groups(handlers["AWS::Logs::LogGroup"])
    handlers["AWS::S3::Bucket"]["delete"] = delete_bucket
    for table in ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"):
        handlers[table]["delete"] = unless_protected(handlers[table]["delete"])
    adoptable(handlers, changesets._IMPORT_LOOKUPS)


def make_new(resource_type, logical_id, props, stack_name):
    """A resource that its stack did not have before."""
    from ministack.services.cloudformation import provisioners

    require_free_name(resource_type, props)
    token = provisioners._NAME_SEED.set(uuid.uuid4().hex[:8])
    try:
        return provisioners._provision_resource(resource_type, logical_id, props, stack_name), provisioners._NAME_SEED.get()
    finally:
        provisioners._NAME_SEED.reset(token)


def require_free_name(resource_type, props) -> None:
    named = NAMED.get(resource_type)
    name = named and props.get(named[0])
    if isinstance(name, str) and named[1](name):
        raise refusal(f"Resource of type '{resource_type}' with identifier '{name}' already exists.", "AlreadyExists")


def refusal(message: str, code: str) -> ValueError:
    """As CloudFormation words what a resource's handler answers."""
    words = f'Resource handler returned message: "{message}" (RequestToken: {uuid.uuid4()}, HandlerErrorCode: {code})'
    return ValueError(words)


def service(name: str):
    from importlib import import_module

    return import_module(f"ministack.services.{name}")


def arn(service_name: str, rest: str) -> str:
    from ministack.core.responses import get_account_id, get_region

    region = "" if service_name == "iam" else get_region()
    return f"arn:aws:{service_name}:{region}:{get_account_id()}:{rest}"


def rule_exists(name: str) -> bool:
    return any(rule.get("Name") == name for rule in service("eventbridge")._rules.values())


def secret_exists(name: str) -> bool:
    return any(secret.get("Name") == name for secret in service("secretsmanager")._secrets.values())


# Types whose names MiniStack does not hold to be unique: the property, and whether something has that name.
NAMED = {
    "AWS::Backup::BackupVault": ("BackupVaultName", lambda name: name in service("backup")._vaults),
    "AWS::CloudWatch::Alarm": ("AlarmName", lambda name: name in service("cloudwatch")._alarms),
    "AWS::CloudWatch::Dashboard": ("DashboardName", lambda name: name in service("cloudwatch")._dashboards),
    "AWS::DynamoDB::GlobalTable": ("TableName", lambda name: name in service("dynamodb")._tables),
    "AWS::DynamoDB::Table": ("TableName", lambda name: name in service("dynamodb")._tables),
    "AWS::Events::Rule": ("Name", rule_exists),
    "AWS::IAM::ManagedPolicy": (
        "ManagedPolicyName",
        lambda name: any(policy.get("PolicyName") == name for policy in service("iam")._policies.values()),
    ),
    "AWS::IAM::Role": ("RoleName", lambda name: name in service("iam")._roles),
    "AWS::KMS::Alias": ("AliasName", lambda name: service("kms")._alias_arn(name) in service("kms")._aliases),
    "AWS::Kinesis::Stream": ("Name", lambda name: name in service("kinesis")._streams),
    "AWS::Lambda::Function": ("FunctionName", lambda name: name in service("lambda_svc")._functions),
    "AWS::Logs::LogGroup": ("LogGroupName", lambda name: name in service("cloudwatch_logs")._log_groups),
    "AWS::S3::Bucket": ("BucketName", lambda name: service("s3")._bucket_owner_account(name) is not None),
    "AWS::SNS::Topic": ("TopicName", lambda name: arn("sns", name) in service("sns")._topics),
    "AWS::SQS::Queue": ("QueueName", lambda name: name in service("sqs")._queue_name_to_url),
    "AWS::SecretsManager::Secret": ("Name", secret_exists),
    "AWS::StepFunctions::StateMachine": (
        "StateMachineName",
        lambda name: arn("states", f"stateMachine:{name}") in service("stepfunctions")._state_machines,
    ),
}


def name_log_groups(handler: dict) -> None:
    """A generated name has a part that no other stack's has; MiniStack's is made of the two ids."""
    from ministack.services.cloudformation import provisioners

    create, update = handler["create"], handler["update"]

    def created(logical_id, props, stack_name):
        name = props.get("LogGroupName") or provisioners._physical_name(stack_name, logical_id, max_len=512)
        return create(logical_id, {**props, "LogGroupName": name}, stack_name)

    def updated(name, old, new, stack_name, logical_id=None):
        kept = {} if "LogGroupName" in old or "LogGroupName" in new else {"LogGroupName": name}
        return update(name, {**old, **kept}, {**new, **kept}, stack_name, logical_id)

    handler["create"], handler["update"] = created, updated


def delete_bucket(name, _props) -> None:
    status, _headers, body = service("s3")._delete_bucket(name)
    if status == 409:
        raise refusal("The bucket you tried to delete is not empty (Service: S3, Status Code: 409)", "GeneralServiceException")
    if status >= 400 and status != 404:
        raise refusal(body.decode(errors="replace"), "GeneralServiceException")


def unless_protected(delete):
    def delete_table(name, props):
        replicas = props.get("Replicas") or [props]
        if any(str(replica.get("DeletionProtectionEnabled")).lower() == "true" for replica in replicas):
            raise refusal(
                "Resource cannot be deleted as it is currently protected against deletion. "
                "Disable deletion protection first.",
                "GeneralServiceException",
            )
        delete(name, props)

    return delete_table


def adoptable(handlers: dict, lookups: dict) -> None:
    """Types that a stack can take over by name, and that MiniStack's imports do not know.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html
    """
    table, vault = "AWS::DynamoDB::GlobalTable", "AWS::Backup::BackupVault"
    handlers[table]["import"] = handlers["AWS::DynamoDB::Table"]["import"]
    lookups[table] = lookups["AWS::DynamoDB::Table"]

    def import_vault(identifier):
        name = identifier["BackupVaultName"]
        return name, {"BackupVaultArn": service("backup")._vault_arn(name), "BackupVaultName": name}

    def missing_vault(name):
        return None if name in service("backup")._vaults else f"Backup vault {name} was not found"

    handlers[vault]["import"] = import_vault
    lookups[vault] = (("BackupVaultName",), missing_vault)
