"""Puts an accepted message on its receivers' phones, minus what the member limit drops without a word.

Source: page 90312, over 30 a minute or 1000 an hour the API still says ok.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.platform.endpoint import Call
from sandbox.platform.wecom.content import Content
from sandbox.world.cards import SentCard
from sandbox.world.journal import Note
from sandbox.world.phones import Phone


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way."""

    content: Content
    msgid: str


def deliver(call: Call, outgoing: Outgoing, phones: Sequence[Phone]) -> SentCard:
    """Deliver; the answer knows the copies (for cards also registered for updates)."""
    content = outgoing.content
    task = str(content.card.card.get("task_id", "")) if content.card else ""
    sent = SentCard(outgoing.msgid, task, content.card.kind if content.card else "")
    for phone in phones:
        person = phone.person.id
        call.people.append(person)
        if not call.world.limits.member_may_receive(phone.person.account):
            call.notes.append(Note("dropped", "L1", f"{person} 超过每分钟 30 条或每小时 1000 条，没有送达"))
            continue
        shown = call.world.feed.add(person, "bot", content.kind, dict(content.body), via="send")
        sent.copies[person] = shown.id
    call.messages.extend(sent.copies.values())
    if content.card:
        call.world.cards.register(sent)
    if record := call.world.sends.of(outgoing.msgid):
        record.messages.extend(sent.copies.values())
    return sent
