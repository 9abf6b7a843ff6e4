"""How often an API may be called, and what an excess is answered with (rules L3, L4, L5, T7).

message/send does not count in the base frequency (page 90312). It counts; it never waits.
"""

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call
from sandbox.world.quota import ACCOUNT_DAILY, CORP_DAILY, CORP_HOURLY, CORP_MONTHLY, HOUR, MINUTE

FREE = frozenset({"message/send"})
FAILING_TOKENS_PER_HOUR = 2000
TOKEN_APIS = frozenset({"gettoken", "token", "stable_token"})


def check_frequency(call: Call) -> None:
    """Count this call against every rule it falls under. Raises ApiError 45009."""
    if call.api in FREE:
        return
    switches, quota = call.world.settings.switches, call.world.quota
    name = f"{call.platform}/{call.api}"
    rules = (
        (name, switches.api_per_minute, MINUTE, "L3"),
        (f"{name}/hour", switches.api_per_hour, HOUR, "L3"),
        (f"{name}/ip/{call.ip}", switches.ip_per_minute, MINUTE, "L4"),
        (f"{name}/ip/{call.ip}/hour", switches.ip_per_hour, HOUR, "L4"),
    )
    for key, most, seconds, rule in rules:
        if not quota.within(key, most, seconds):
            raise ApiError(45009, "reach max api daily quota limit", rule)
    _check_long(call, name)


def _check_long(call: Call, name: str) -> None:
    quota, share = call.world.quota, call.world.settings.switches.daily_share
    daily = ACCOUNT_DAILY if call.platform == "wechat" else CORP_DAILY
    fits = call.api not in daily or quota.today(f"{name}/day", max(1, int(daily[call.api] * share)))
    if call.platform == "wecom":
        if call.api in CORP_HOURLY:
            fits = quota.within(f"{name}/rule", CORP_HOURLY[call.api], HOUR) and fits
        if call.api in CORP_MONTHLY:
            fits = quota.this_month(f"{name}/month", CORP_MONTHLY[call.api]) and fits
    if not fits:
        raise ApiError(45009, "reach max api daily quota limit", "L5")


def count_failed_token(call: Call) -> None:
    """About 2000 failing calls an hour block gettoken for an hour. Raises ApiError 45009."""
    if call.enforces("T7") and not call.world.quota.within("gettoken/failing", FAILING_TOKENS_PER_HOUR, HOUR):
        raise ApiError(45009, "reach max api daily quota limit", "T7")
