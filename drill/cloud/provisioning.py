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
