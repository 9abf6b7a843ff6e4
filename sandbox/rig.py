"""Puts one sandbox together: world, desk, postman, verifier. The only place that knows all parts."""

import time
from collections.abc import Callable
from typing import Any

from sandbox.callbacks.attempts import Attempts
from sandbox.callbacks.carrier import Carrier
from sandbox.callbacks.compose import Composer
from sandbox.callbacks.postman import Postman
from sandbox.callbacks.verify import Verifier
from sandbox.control.script import Script
from sandbox.hands.hand import Hand, HandError
from sandbox.phones.pocket import Pockets
from sandbox.platform.desk import Desk
from sandbox.settings import Settings
from sandbox.world.qr import QrReader
from sandbox.world.world import World


class Rig:
    """A whole sandbox without a server. `real` is the source of real time (tests give their own)."""

    def __init__(self, settings: Settings, *, real: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.world = World(settings, real=real)
        composer, carrier = Composer(settings), Carrier()
        self.postman = Postman(self.world, Attempts(self.world, composer, carrier))
        self.verifier = Verifier(self.world, composer, carrier)
        self.desk = Desk(self.world, self.postman.tell)
        self.qr = QrReader(self.world.media)
        self.script = Script()
        self.pockets = Pockets(settings.base, self.world.tally, self.script.touch)
        self.story: dict[str, Any] = {}
        self.watchers = 0

    def hand(self, person: str) -> Hand:
        """The hand of one person. Raises HandError for a stranger."""
        phone = self.world.phones.get(person)
        if phone is None:
            known = [each.person.id for each in self.world.phones.all()]
            raise HandError(f"没有叫 {person} 的人", known)
        return Hand(self.world, phone, self.postman.tell)
