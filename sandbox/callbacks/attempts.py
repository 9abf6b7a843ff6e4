"""All deliveries of one callback: send, read the verdict, try again or stop, write each into the journal."""

import time
from collections.abc import Mapping

from sandbox.callbacks.carrier import Carrier, Result
from sandbox.callbacks.compose import Composer
from sandbox.callbacks.parcel import Parcel
from sandbox.callbacks.replies import apply_reply, open_body
from sandbox.wire.envelope import Opened, Posted, ReplyError
from sandbox.world.faults import SPOILING_FAULTS, Fault
from sandbox.world.journal import Note, clipped, masked
from sandbox.world.world import World

TROUBLE = "该公众号提供的服务出现故障，请稍后再试"


class Attempts:
    """Carries parcels for one world."""

    def __init__(self, world: World, composer: Composer, carrier: Carrier) -> None:
        self._world = world
        self._composer = composer
        self._carrier = carrier

    def deliver(self, parcel: Parcel, faults: Mapping[str, Fault]) -> None:
        """Deliver until answered or out of attempts; sets the parcel's verdict."""
        if "lose" in faults:
            parcel.verdict, parcel.why = "lost", "故障：回调丢失"
            self._world.remark(Note("fault", "X", f"回调丢失：{parcel.deed.words}"), **_about(parcel))
            return
        if "slow_network" in faults:
            time.sleep(faults["slow_network"].seconds)
        least = max((faults[name].times_each for name in ("repeat",) if name in faults), default=1)
        most = max(self._world.settings.delivery.attempts, least)
        while parcel.attempts < most:
            if parcel.attempts:
                time.sleep(self._world.settings.delivery.spacing_seconds)
            self._once(parcel, faults, most)
            if parcel.verdict != "failed" and parcel.attempts >= least:
                break
        if parcel.verdict in {"failed", "refused"}:
            self._tell_user(parcel)

    def _once(self, parcel: Parcel, faults: Mapping[str, Fault], most: int) -> None:
        parcel.attempts += 1
        faults = _still(faults, parcel.attempts)
        self._world.tally.count("deliveries", person=parcel.phone.person.id)
        if parcel.attempts > 1:
            self._world.tally.count("redeliveries")
        plain = self._composer.plain(parcel, faults)
        posted = self._composer.post(parcel, plain, self._world.clock.real(), faults)
        url = self._url(parcel)
        seconds = self._world.settings.delivery.timeout_seconds
        result = self._carrier.carry(url, posted.query, posted.body, seconds)
        if "lost_answer" in faults and parcel.attempts == 1:
            result = Result(0, b"", result.took_ms, "故障：答复在路上丢了")
        earlier = parcel.verdict
        opened, notes = self._judge(parcel, result, again=earlier in {"empty", "reply", "refused"})
        self._world.count_notes(notes)
        self._log(parcel, (plain, posted), result, (opened, notes, list(faults), most, url))

    def _judge(self, parcel: Parcel, result: Result, *, again: bool) -> tuple[Opened | None, list[Note]]:
        if result.status != 200:
            if not again:
                parcel.verdict = "failed"
                parcel.why = result.error or f"HTTP {result.status}"
            return None, []
        try:
            opened = open_body(self._world, self._composer, parcel, result.body)
            if opened is None:
                if not again:
                    parcel.verdict, parcel.why = "empty", ""
                return None, []
            if again:
                return opened, [Note("info", "C2", "同一回调已经答复过，这次的回复不用")]
            notes = apply_reply(self._world, self._composer, parcel, opened)
            parcel.verdict, parcel.why = "reply", ""
            return opened, notes
        except ReplyError as error:
            parcel.verdict, parcel.why = "refused", str(error)
            self._world.tally.count("rejected_replies")
            return None, [Note("refused", error.rule, str(error))]

    def _tell_user(self, parcel: Parcel) -> None:
        """The service account shows its users that something broke; WeCom shows nothing (rule R10)."""
        if parcel.phone.person.platform != "wechat":
            return
        if parcel.deed.is_event and parcel.deed.event not in {"CLICK", "SCAN", "subscribe"}:
            return
        self._world.feed.add(parcel.phone.person.id, "system", "note", {"text": TROUBLE}, via="platform")

    def _url(self, parcel: Parcel) -> str:
        settings = self._world.settings
        owner = settings.corp if parcel.phone.person.platform == "wecom" else settings.oa
        return owner.callback if owner else ""

    def _log(
        self,
        parcel: Parcel,
        sent: tuple[str, Posted],
        result: Result,
        judged: tuple[Opened | None, list[Note], list[str], int, str],
    ) -> None:
        plain, posted = sent
        opened, notes, faults, most, url = judged
        self._world.journal.add(
            "callback",
            **_about(parcel),
            attempt=parcel.attempts,
            of=most,
            url=url,
            query=masked(dict(posted.query)),
            plain=plain,
            body=clipped(posted.body),
            status=result.status,
            error=result.error,
            verdict=parcel.verdict,
            why=parcel.why,
            reply_plain=opened.plain if opened else "",
            reply_body=clipped(result.body.decode("utf-8", "replace")),
            took_ms=result.took_ms,
            notes=[note.as_json() for note in notes],
            faults=faults,
        )


def _still(faults: Mapping[str, Fault], attempt: int) -> dict[str, Fault]:
    """The faults that spoil this delivery: a spoiling one lasts `times_each` deliveries."""
    return {
        kind: fault
        for kind, fault in faults.items()
        if kind not in SPOILING_FAULTS or attempt <= fault.times_each
    }


def _about(parcel: Parcel) -> dict[str, object]:
    return {
        "callback": parcel.id,
        "platform": parcel.phone.person.platform,
        "people": [parcel.phone.person.id],
        "what": parcel.deed.what,
        "words": parcel.deed.words,
    }
