"""Rules with a cron tick at simulated time, as the rest of a drill: by MiniStack's wall clock none would tick in a fast one.

A region that was away ticks late, once for each tick that it missed, with the time that each was meant for. What AWS does
then it does not say; a schedule that bears late ticks bears lost ones in the other regions too.

Rates are left to MiniStack, and in a run to the drill.
"""

import threading
import time
import traceback
from datetime import datetime, timezone

from simulated_clock import simulated_seconds

LOOK_SECONDS = 0.1

# When each rule ticked last, in simulated seconds since 1970: by account, region and name.
_last: dict = {}


def install(replace) -> None:
    from ministack.services import eventbridge

    replace(eventbridge, "_tick_scheduled_rules", _without_crons)


def start() -> None:
    threading.Thread(target=_look_for_ever, name="schedules", daemon=True).start()


def due(fields, last: float, now: float):
    """The ticks of a cron after one moment and until another, in their order."""
    from ministack.services import eventbridge

    while True:
        tick = eventbridge._cron_next_fire(fields, datetime.fromtimestamp(last, tz=timezone.utc))
        if tick is None or tick.timestamp() > now:
            return
        last = tick.timestamp()
        yield last


def _without_crons(tick):
    def tick_rates():
        from ministack.services import eventbridge

        for key, rule in list(eventbridge._rules._data.items()):
            if rule.get("ScheduleExpression", "").startswith("cron("):
                eventbridge._rule_last_fired[key] = time.time()
        tick()

    return tick_rates


def _look_for_ever() -> None:
    while True:
        time.sleep(LOOK_SECONDS)
        try:
            _look(simulated_seconds())
        except Exception:  # One rule that cannot tick must not keep the others from it for good.
            traceback.print_exc()


def _look(now: float) -> None:
    from ministack.services import eventbridge

    for key, rule in list(eventbridge._rules._data.items()):
        fields = eventbridge._parse_cron_fields(rule.get("ScheduleExpression", ""))
        if fields is None:
            continue
        last = _last.setdefault(key, now)
        _last[key] = now
        if rule.get("State") == "ENABLED":
            for tick in due(fields, last, now):
                _fire(key, rule, tick)


def _fire(key, rule: dict, tick: float) -> None:
    from ministack.core import responses
    from ministack.services import eventbridge

    account, region, _name = key
    responses._request_account_id.set(account)
    responses._request_region.set(region)
    event = {"EventId": eventbridge.new_uuid(), "Source": "aws.events", "DetailType": "Scheduled Event", "Detail": "{}",
             "EventBusName": rule.get("EventBusName", "default"), "Time": int(tick), "Resources": [rule["Arn"]],
             "Account": account, "Region": region}
    view = eventbridge._pattern_event_view(event)
    for target in eventbridge._targets._data.get(key, []):
        eventbridge._invoke_target(target, event, rule, view)
