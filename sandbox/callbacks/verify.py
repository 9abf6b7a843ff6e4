"""URL verification: the GET that both platforms send when a callback address is saved (rule C1).

It only asks; a bot that answers wrongly is still called back, but the log says so.
"""

import secrets
import threading
import time

from sandbox.callbacks.carrier import Carrier, Result
from sandbox.callbacks.compose import Composer
from sandbox.settings import PlatformName
from sandbox.wire.crypto import sign
from sandbox.wire.envelope import nonce
from sandbox.world.journal import Note
from sandbox.world.world import World

PATIENCE_SECONDS = 60.0
PAUSE_SECONDS, LONG_PAUSE_SECONDS = 0.3, 1.0
"""Between two questions to a bot that is not up: while somebody waits for it, and afterwards."""


class Verifier:
    """Verifies the callback addresses of one world."""

    def __init__(self, world: World, composer: Composer, carrier: Carrier) -> None:
        self._world = world
        self._composer = composer
        self._carrier = carrier
        self.verified: dict[PlatformName, str] = {}

    def verify(self, platform: PlatformName, *, quiet: bool = False) -> str:
        """Ask once; '' if the bot answered right, otherwise what was wrong. `quiet` logs only success."""
        echo = str(secrets.randbelow(9 * 10**18) + 10**18)
        query = self._query(platform, echo)
        url = self._url(platform)
        seconds = self._world.settings.delivery.verify_seconds
        result = self._carrier.carry(url, query, None, seconds)
        trouble = _trouble(result, echo)
        self.verified[platform] = trouble or "ok"
        if not (quiet and trouble):
            words = f"回调地址验证通过：{url}" if not trouble else f"回调地址验证未通过：{trouble}"
            note = Note("refused" if trouble else "info", "C1", words)
            self._world.remark(note, platform=platform, took_ms=result.took_ms)
        return trouble

    def start(self, patience: float = PATIENCE_SECONDS) -> None:
        """Verify both addresses in the background, again and again until the bot is up.

        After `patience` seconds the log says once that it is not.
        """
        for platform in self._platforms():
            threading.Thread(target=self._until_up, args=(platform, patience), daemon=True).start()

    def _until_up(self, platform: PlatformName, patience: float) -> None:
        deadline, told = time.monotonic() + patience, False
        while self.verified.get(platform) != "ok":
            late = time.monotonic() > deadline
            if not self.verify(platform, quiet=told or not late):
                return
            told = told or late
            time.sleep(LONG_PAUSE_SECONDS if late else PAUSE_SECONDS)

    def _platforms(self) -> list[PlatformName]:
        names: list[PlatformName] = ["wecom", "wechat"]
        return [name for name in names if self._url(name)]

    def _url(self, platform: PlatformName) -> str:
        settings = self._world.settings
        owner = settings.corp if platform == "wecom" else settings.oa
        return owner.callback if owner else ""

    def _query(self, platform: PlatformName, echo: str) -> dict[str, str]:
        cipher = self._composer.cipher(platform)
        timestamp, number = str(int(self._world.clock.real())), nonce()
        if platform == "wechat":
            signature = sign((cipher.token, timestamp, number))
            return {"signature": signature, "timestamp": timestamp, "nonce": number, "echostr": echo}
        encrypted = cipher.seal(echo)
        return {
            "msg_signature": cipher.signature(timestamp, number, encrypted),
            "timestamp": timestamp,
            "nonce": number,
            "echostr": encrypted,
        }


def _trouble(result: Result, echo: str) -> str:
    if result.error:
        return result.error
    if result.status != 200:
        return f"HTTP {result.status}"
    if result.body != echo.encode():
        return f"应原样回 {len(echo)} 个字节的明文，收到 {result.body[:60]!r}"
    return ""
