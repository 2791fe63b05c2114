"""Three values in place of two: allowed, refused, undecided.

A call is refused only where every input of the decision was known. A condition on a key that nobody here can tell, a
managed policy whose text is not known, an operation that has no action: each leaves the decision open. To find out, a
decision that denies is taken a second time with everything unknown in the caller's favour.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

import contextlib
import contextvars
import dataclasses
import re

from . import identity


@dataclasses.dataclass
class Reading:
    """One way to read what is not known, and what was found to be unknown on the way."""

    hopeful: bool
    unknown: list[str] = dataclasses.field(default_factory=list)


# Evaluations of MiniStack's own that nobody weighs, such as of trust policies, refuse nothing for what is unknown.
_reading: contextvars.ContextVar[Reading] = contextvars.ContextVar("drill_reading", default=Reading(hopeful=True))


def install(replace) -> None:
    from ministack import app
    from ministack.core import iam_evaluator

    # The local cloud speaks HTTP, and every policy that asks for TLS would deny every call.
    iam_evaluator._request_origin = contextvars.ContextVar("drill_request_origin", default=("127.0.0.1", True))
    replace(app, "pin_request_origin", lambda original: lambda address, _secure: original(address, True))
    replace(iam_evaluator, "_first_match", lambda _original: first_match)
    replace(iam_evaluator, "_resolve_condition_key", principal_by_role)
    for operator in ("arnequals", "arnlike"):
        iam_evaluator._CONDITION_OPS[operator] = arn_like
    for operator in ("arnnotequals", "arnnotlike"):
        iam_evaluator._CONDITION_OPS[operator] = lambda actual, expected: not arn_like(actual, expected)


@contextlib.contextmanager
def reading(hopeful: bool):
    """Everything unknown counts for the caller, or against it, meanwhile."""
    found = Reading(hopeful)
    token = _reading.set(found)
    try:
        yield found
    finally:
        _reading.reset(token)


@dataclasses.dataclass(frozen=True)
class Weighed:
    """What came of a decision: `allow`, `deny` or `undecided`, and why; `result` is the evaluator's own."""

    value: str
    why: str = ""
    result: object = None

    @property
    def denies(self) -> bool:
        return self.value == "deny"


def weigh(decide, allowed, doubts=()) -> Weighed:
    """Takes a decision with what is unknown against the caller, and, if that denies, once more in its favour.

    `doubts` are reasons for which the decision stays open whatever the policies say; an explicit deny is stronger.
    """
    with reading(hopeful=False) as strict:
        result = decide()
    if allowed(result):
        return Weighed("allow", result=result)
    unknown = ", ".join(dict.fromkeys([*strict.unknown, *doubts]))
    if not unknown:
        return Weighed("deny", result=result)
    with reading(hopeful=True):
        again = decide()
    is_open = allowed(again) or (doubts and getattr(again, "decision", "") != "Deny")
    return Weighed("undecided", unknown, result) if is_open else Weighed("deny", result=again)


# --- statements --------------------------------------------------------------------------------------------------------


def first_match(ctx, statements, effect):
    """As MiniStack's, with policy variables and with conditions that may be unknown; it notes which right was used."""
    from ministack.core import iam_evaluator

    now = _reading.get()
    for each in statements:
        if each.effect != effect or not iam_evaluator._action_matches(ctx.action, each.actions, each.not_actions):
            continue
        if not covers(each, ctx, now):
            continue
        met = conditions_met(each.conditions, ctx, now)
        if met or (met is None and now.hopeful == (effect == "Allow")):
            if effect == "Allow":
                mark_used(each, ctx.action)
            return each
    return None


def covers(statement, ctx, now: Reading) -> bool:
    from ministack.core import iam_evaluator

    resources = [filled(each, ctx) for each in statement.resources]
    others = [filled(each, ctx) for each in statement.not_resources]
    if iam_evaluator._resource_matches(ctx.resource_arn, resources, others):
        return True
    if ctx.resource_arn == "*" and resources:
        # MiniStack gives "*" for actions without resources and for those whose resource it cannot tell.
        now.unknown.append("the call's resource")
    elif foreign := [each for each in resources if each != "*" and not each.startswith("arn:")]:
        # IAM takes no such policy: a function of the template gave something else than on AWS.
        now.unknown.append(f"the policy's resource {foreign[0]}")
    else:
        return False
    return now.hopeful == (statement.effect == "Allow")


def mark_used(statement, action: str) -> None:
    from ministack.core.iam_evaluator import fnmatch_iam

    used = statement.__dict__.setdefault("used", set())
    used.update(pattern for pattern in statement.actions if pattern not in used and fnmatch_iam(action, pattern))


VARIABLE = re.compile(r"\$\{([^},]+)(?:,\s*'([^']*)')?\}")


def filled(text: str, ctx) -> str:
    """With its policy variables; one that has no value matches nothing, unless it says what stands for it.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    """
    if "${" not in text:
        return text
    from ministack.core.iam_evaluator import _resolve_condition_key

    def value(match):
        name = match[1].strip()
        if name in ("*", "?", "$"):
            return name
        found = _resolve_condition_key(name, ctx)
        return str(found) if isinstance(found, (str, int)) else match[2] if match[2] is not None else match[0]

    return VARIABLE.sub(value, text)


# --- conditions --------------------------------------------------------------------------------------------------------

# Keys that a call either carries here too, or is known not to carry: their absence says something.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
TOLD = re.compile(
    r"aws:(sourcearn|sourceaccount|sourceowner|principaltag/.+|calledvia.*|multifactorauth(present|age)|userid|username)"
    r"|s3:(prefix|delimiter|max-keys|x-amz-server-side-encryption|x-amz-acl|x-amz-grant-[a-z-]+|existingobjecttag/.+)"
    r"|dynamodb:(leadingkeys|select|enclosingoperation)|kms:viaservice|lambda:invokedviafunctionurl"
)
# Keys whose value here says nothing about AWS: every caller is on loopback, and there are no VPCs.
LOCAL = re.compile(r"aws:(sourceip|vpcsourceip|sourcevpc.*|useragent|referer|principalorg.*|resourceorg.*)")


def is_told(key: str, value, ctx) -> bool:
    """Whether a key's value, or its absence, is what AWS would see."""
    if LOCAL.fullmatch(key):
        return False
    # For what a service assumes a role is not known here; a caller of one's own never carries a source.
    of_service = ctx.principal_type == "Service" and key in ("aws:sourcearn", "aws:sourceaccount")
    return value is not None or (TOLD.fullmatch(key) is not None and not of_service)


def conditions_met(conditions: dict, ctx, now: Reading) -> bool | None:
    """None where it depends on what nobody here can tell. A block that is not met settles it, whatever the others."""
    from ministack.core.iam_evaluator import _conditions_met, _resolve_condition_key

    unknown = []
    for operator, block in (conditions or {}).items():
        for key, expected in (block if isinstance(block, dict) else {}).items():
            lower = key.lower()
            if not is_told(lower, _resolve_condition_key(key, ctx), ctx):
                unknown.append(f"condition on {key}")
                continue
            values = [filled(str(each), ctx) for each in (expected if isinstance(expected, list) else [expected])]
            if not _conditions_met({operator: {key: values}}, ctx):
                return False
    now.unknown.extend(unknown)
    return None if unknown else True


def principal_by_role(original):
    """`aws:PrincipalArn` of a session is the ARN of its role.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
    """

    def resolve(key, ctx):
        found = original(key, ctx)
        if key.lower() != "aws:principalarn" or ":assumed-role/" not in str(found):
            return found
        from ministack.services import iam

        role = iam._roles.get_scoped(identity.ACCOUNT, None, identity.role_name(found))
        return role["Arn"] if role else found

    return resolve


def arn_like(actual: str, expected: str) -> bool:
    """Each of the six parts by itself: a `*` does not reach over a colon.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    from ministack.core.iam_evaluator import fnmatch_iam_cs

    parts, patterns = actual.split(":", 5), expected.split(":", 5)
    if len(parts) != 6 or len(patterns) != 6:
        return expected == "*"
    return all(fnmatch_iam_cs(part, pattern) for part, pattern in zip(parts, patterns))


def trusts(role: dict, service: str) -> bool:
    """Whether a role's trust policy lets a service assume it."""
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy

    ctx = EvalContext(principal_arn="*", principal_type="Service", principal_account="", action="sts:AssumeRole",
                      resource_arn=role.get("Arn", "*"), region=identity.REGION)
    with reading(hopeful=True):
        return evaluate_resource_policy(role.get("AssumeRolePolicyDocument") or "{}", ctx, service=service).decision == "Allow"
