"""What AWS would refuse: MiniStack's own evaluator, with what a cloud of several processes and of services lacks.

MiniStack evaluates policies behind AUTH=true. Around that evaluator:

- `identity`   sessions and roles of every region, because IAM is global and each region is a process
- `evaluation` three values: a condition that nobody here can tell decides nothing
- `decisions`  what was decided, for whom and how often; `observe` refuses nothing
- `requests`   signed calls: names of actions, LeadingKeys, PassRole, 403 in place of 404
- `services`   who calls for the app, and is let in by the policy of a function, queue or topic
- `roles`      who does in the name of a role: functions, state machines, schedules and pipes
- `keys`       what callers need of a customer's key
"""

from . import decisions, evaluation, identity, requests, roles, services


def install(replace) -> None:
    """Mends MiniStack; `replace` ends the process where a function that is mended is not there."""
    identity.install(replace)
    evaluation.install(replace)
    requests.install(replace)
    services.install(replace)
    roles.install(replace)
    decisions.start()
