"""Writes a callback: the plaintext XML, then the signed and encrypted envelope of its platform.

Called once per delivery: MsgId and CreateTime stay, timestamp, nonce and ciphertext are fresh (rule C2).
"""

from collections.abc import Mapping, Sequence

from sandbox.callbacks.parcel import Parcel
from sandbox.settings import PlatformName, Settings
from sandbox.wire.crypto import Cipher
from sandbox.wire.envelope import Posted, wechat_post, wecom_post
from sandbox.wire.xml import Node, render
from sandbox.world.faults import Fault


class Composer:
    """Writes for one company and one service account."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._ciphers: dict[PlatformName, Cipher] = {}
        if corp := settings.corp:
            self._ciphers["wecom"] = Cipher(corp.token, corp.aes_key, corp.corp_id)
        if oa := settings.oa:
            self._ciphers["wechat"] = Cipher(oa.token, oa.aes_key, oa.app_id)

    def cipher(self, platform: PlatformName) -> Cipher:
        """The cipher of a platform; KeyError if the sandbox plays no such platform."""
        return self._ciphers[platform]

    def plain(self, parcel: Parcel, faults: Mapping[str, Fault]) -> str:
        """The plaintext XML."""
        deed, person = parcel.deed, parcel.phone.person
        nodes = [
            Node("ToUserName", self._owner(person.platform)),
            Node("FromUserName", deed.sender or person.account),
            Node("CreateTime", parcel.created),
            Node("MsgType", "event" if deed.is_event else deed.what),
            *_spelled(deed.nodes, faults),
        ]
        if not deed.is_event:
            nodes.append(Node("MsgId", parcel.msgid))
        if person.platform == "wecom" and self._settings.corp and not deed.agentless:
            spelling = "AgentId" if "agentid" in faults else "AgentID"
            nodes.append(Node(spelling, self._settings.corp.agent_id))
        text = render(nodes, cdata="plain_xml" not in faults)
        if "entity" in faults:
            return '<!DOCTYPE xml [<!ENTITY a "a">]>' + text.replace("<MsgType>", "<Note>&a;</Note><MsgType>")
        return text

    def post(self, parcel: Parcel, plain: str, now: float, faults: Mapping[str, Fault]) -> Posted:
        """The envelope; `now` is real time in unix seconds."""
        person = parcel.phone.person
        if "stale" in faults:
            now -= faults["stale"].seconds
        cipher = self._ciphers[person.platform]
        if "signature" in faults:
            cipher = Cipher(cipher.token + "x", _key(self._settings, person.platform), cipher.receive_id)
        encrypted = _encrypted(cipher, plain, faults, odd=parcel.attempts % 2 == 1)
        stamp = str(int(now))
        if person.platform == "wecom" and self._settings.corp:
            agent = None if "no_agentid" in faults else str(self._settings.corp.agent_id)
            return wecom_post(
                cipher, encrypted, stamp, agent, "AgentId" if "agentid" in faults else "AgentID"
            )
        assert self._settings.oa is not None
        who = (self._settings.oa.original_id, person.account, self._settings.oa.mode)
        return wechat_post(cipher, plain, encrypted, stamp, who)

    def _owner(self, platform: PlatformName) -> str:
        if platform == "wecom":
            return self._settings.corp.corp_id if self._settings.corp else ""
        return self._settings.oa.original_id if self._settings.oa else ""


def _encrypted(cipher: Cipher, plain: str, faults: Mapping[str, Fault], *, odd: bool) -> str:
    if "receiveid" in faults:
        return cipher.seal(plain, receive_id="ww0000000000000000")
    if "padding" in faults:
        last = b"\x00" if odd else b"\x21"
        return cipher.seal_raw(b"0" * 16 + plain.encode().ljust(2048, b" ")[:2047] + last)
    encrypted = cipher.seal(plain)
    return encrypted[:-7] if "base64" in faults else encrypted


def _spelled(nodes: Sequence[Node], faults: Mapping[str, Fault]) -> list[Node]:
    if "unknown_event" in faults:
        nodes = [Node("Event", "brand_new_event") if node.name == "Event" else node for node in nodes]
    if "opiton" in faults:
        return [_opiton(node) for node in nodes]
    return list(nodes)


def _opiton(node: Node) -> Node:
    name = node.name.replace("OptionId", "OpitonId")
    if isinstance(node.value, str | int | float):
        return Node(name, node.value)
    return Node(name, tuple(_opiton(child) for child in node.value))


def _key(settings: Settings, platform: PlatformName) -> str:
    owner = settings.corp if platform == "wecom" else settings.oa
    assert owner is not None
    return owner.aes_key
