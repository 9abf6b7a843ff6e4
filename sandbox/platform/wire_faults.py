"""Turns planned faults into what happens to one call: a refusal, a wait, a spoilt answer, a cut line.

It plans nothing; see `world/faults.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call
from sandbox.world.faults import Fault
from sandbox.world.journal import Note


@dataclass(slots=True)
class Disturbance:
    """How a call is disturbed. `spoil` is html, truncated, empty, http, cut or drip."""

    names: list[str] = field(default_factory=list)
    wait: float = 0.0
    runs: bool = True
    refusal: ApiError | None = None
    spoil: str = ""
    status: int = 0
    pause: float = 0.0


def disturb(hits: Sequence[Fault], call: Call) -> Disturbance:
    """Add up all faults that strike this call."""
    result = Disturbance(names=[fault.kind for fault in hits])
    for fault in hits:
        call.notes.append(Note("fault", "X", f"故障：{fault.kind}"))
        if fault.kind == "delay":
            result.wait += fault.seconds
            continue
        result.runs = result.runs and fault.takes_effect
        refusal = _refusal(fault, call)
        if refusal is not None:
            result.refusal = refusal
            continue
        result.spoil = fault.kind
        result.pause = fault.seconds
        if fault.kind == "http":
            result.status = fault.status
    return result


def _refusal(fault: Fault, call: Call) -> ApiError | None:
    wecom = call.platform == "wecom"
    if fault.kind == "token_invalid":
        code, text = (40014, "invalid access_token") if wecom else (40001, "invalid credential")
        return ApiError(code, text, "X")
    if fault.kind == "ip":
        if wecom:
            return ApiError(60020, "not allow to access from your ip", "X")
        return ApiError(40164, f"invalid ip {call.ip} ipv6 ::ffff:{call.ip}, not in whitelist", "X")
    if fault.kind == "errcode":
        return ApiError(fault.code or -1, fault.text or "system error", "X")
    known = {
        "busy": (-1, "system busy" if wecom else "system error"),
        "quota": (45009, "reach max api daily quota limit"),
        "concurrency": (45033, "api concurrent out of limit"),
        "token_expired": (call.world.settings.switches.expired_token, "access_token expired"),
    }
    if fault.kind in known:
        code, text = known[fault.kind]
        return ApiError(code, text, "X")
    return None
