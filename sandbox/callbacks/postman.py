"""Delivers callbacks: in order per person, within 5 s, again if the bot did not answer 200 (rule C2).

A thread per busy person, none when nobody does anything. What the bot answered is read in `replies.py`.
"""

import itertools
import threading
import time
from collections import deque

from sandbox.callbacks.attempts import Attempts
from sandbox.callbacks.parcel import Parcel
from sandbox.settings import Person
from sandbox.wire.deed import Deed
from sandbox.world.faults import CALLBACK_FAULTS
from sandbox.world.world import World

UNSEEN = frozenset({"TEMPLATESENDJOBFINISH", "unsubscribe"})
FIRST_MSGID = 7_230_000_000_000_000_000


class Postman:
    """Queues by person. `tell` returns at once; whoever needs the outcome waits on the parcel."""

    def __init__(self, world: World, attempts: Attempts) -> None:
        self._world = world
        self._attempts = attempts
        self._numbers = itertools.count(1)
        self._lock = threading.Condition()
        self._queues: dict[str, deque[Parcel]] = {}

    def tell(self, person: Person, deed: Deed) -> Parcel:
        """Queue a callback about this person."""
        phone = self._world.phones.get(person.id)
        assert phone is not None
        number = next(self._numbers)
        parcel = Parcel(number, phone, deed, int(self._world.clock.business()), FIRST_MSGID + number)
        self._world.tally.count("callbacks", person=person.id)
        with self._lock:
            queue = self._queues.get(person.id)
            if queue is None:
                self._queues[person.id] = deque([parcel])
                threading.Thread(target=self._drain, args=(person.id,), daemon=True).start()
            else:
                queue.append(parcel)
                self._lock.notify_all()
        self._typing(parcel, 1)
        return parcel

    def busy(self) -> int:
        """How many callbacks are queued or under way."""
        with self._lock:
            return sum(len(queue) for queue in self._queues.values())

    def wait_idle(self, seconds: float) -> bool:
        """Wait until nothing is under way; False if that took too long."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._queues, timeout=seconds)

    def _drain(self, person: str) -> None:
        while parcel := self._next(person):
            try:
                faults = {
                    fault.kind: fault
                    for fault in self._world.faults.hit(
                        CALLBACK_FAULTS, platform=parcel.phone.person.platform, person=person
                    )
                }
                if "reorder" in faults:
                    self._let_pass(person, parcel, faults["reorder"].seconds)
                self._attempts.deliver(parcel, faults)
            finally:
                self._done(person, parcel)

    def _next(self, person: str) -> Parcel | None:
        with self._lock:
            queue = self._queues[person]
            if queue:
                return queue[0]
            del self._queues[person]
            self._lock.notify_all()
            return None

    def _done(self, person: str, parcel: Parcel) -> None:
        with self._lock:
            self._queues[person].remove(parcel)
            self._lock.notify_all()
        self._typing(parcel, -1)
        parcel.settled.set()

    def _let_pass(self, person: str, parcel: Parcel, seconds: float) -> None:
        """Hold one back until the same person's next one was delivered, or until it is pointless."""
        deadline = time.monotonic() + seconds
        queue = self._queues[person]
        with self._lock:
            self._lock.wait_for(lambda: len(queue) > 1, timeout=max(0.0, deadline - time.monotonic()))
            later = queue[1] if len(queue) > 1 else None
        if later is not None:
            self._attempts.deliver(later, {})
            self._done(person, later)

    def _typing(self, parcel: Parcel, step: int) -> None:
        if parcel.deed.event in UNSEEN:
            return
        with self._world.pulse:
            parcel.phone.typing += step
            self._world.pulse.beat()
