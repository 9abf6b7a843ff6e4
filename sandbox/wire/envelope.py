"""The HTTP envelope of a callback: query and body out, the encrypted reply back in.

Builds and opens; it sends nothing. Source: page 90930 (WeCom).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sandbox.settings import Mode
from sandbox.wire.crypto import Cipher, DecryptError, sign
from sandbox.wire.xml import Node, XmlError, parse, render, text


class ReplyError(ValueError):
    """A passive reply that the platform would throw away; the text says why, `rule` by which rule."""

    def __init__(self, text: str, rule: str = "R1") -> None:
        super().__init__(text)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Posted:
    """One request to the bot: query parameters, body, and what was encrypted ('' in plain mode)."""

    query: Mapping[str, str]
    body: str
    encrypted: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A bot's reply: the plaintext XML and, if it was encrypted, the ciphertext."""

    plain: str
    encrypted: str = ""


def nonce() -> str:
    """Nine or ten digits, as in the samples."""
    return str(100_000_000 + secrets.randbelow(1_900_000_000))


def wecom_post(cipher: Cipher, encrypted: str, timestamp: str, agent: str | None, spelling: str) -> Posted:
    """A WeCom callback. `agent` None leaves the node out; `spelling` names it, as samples differ."""
    number = nonce()
    nodes = [Node("ToUserName", cipher.receive_id), Node("Encrypt", encrypted)]
    if agent is not None:
        nodes.append(Node(spelling, agent))
    query = {
        "msg_signature": cipher.signature(timestamp, number, encrypted),
        "timestamp": timestamp,
        "nonce": number,
    }
    return Posted(query, render(nodes), encrypted)


def wechat_post(
    cipher: Cipher, plain: str, encrypted: str, timestamp: str, who: tuple[str, str, Mode]
) -> Posted:
    """A service-account callback; `who` is (original id, openid, message mode)."""
    original, openid, mode = who
    number = nonce()
    query = {
        "signature": sign((cipher.token, timestamp, number)),
        "timestamp": timestamp,
        "nonce": number,
        "openid": openid,
    }
    if mode == "plain":
        return Posted(query, plain)
    query |= {"encrypt_type": "aes", "msg_signature": cipher.signature(timestamp, number, encrypted)}
    if mode == "secure":
        body = render([Node("ToUserName", original), Node("Encrypt", encrypted)])
    else:
        body = plain.removesuffix("</xml>") + render([Node("Encrypt", encrypted)])[len("<xml>") :]
    return Posted(query, body, encrypted)


def open_reply(cipher: Cipher, body: bytes, *, plain_allowed: bool, plain_only: bool = False) -> Opened:
    """Open a passive reply. Raises ReplyError for anything the platform would not accept."""
    try:
        root = parse(body)
    except XmlError as error:
        raise ReplyError(str(error)) from error
    if root.find("Encrypt") is None or root.find("MsgType") is not None:
        if not (plain_allowed or plain_only):
            raise ReplyError("回复没有加密（缺 Encrypt 节点）")
        return Opened(body.decode("utf-8", "replace"))
    if plain_only:
        raise ReplyError("明文模式下回复不应加密")
    return Opened(*_decrypted(cipher, root))


def _decrypted(cipher: Cipher, root: Element) -> tuple[str, str]:

    encrypted, signature = text(root, "Encrypt"), text(root, "MsgSignature")
    timestamp, number = text(root, "TimeStamp"), text(root, "Nonce")
    missing = [
        name
        for name, value in (("MsgSignature", signature), ("TimeStamp", timestamp), ("Nonce", number))
        if not value
    ]
    if missing:
        raise ReplyError(f"回复缺少节点：{'、'.join(missing)}")
    if not cipher.signed(signature, timestamp, number, encrypted):
        raise ReplyError("回复的 MsgSignature 不对（要对回复自己的 Encrypt 计算）")
    try:
        return cipher.open(encrypted), encrypted
    except DecryptError as error:
        raise ReplyError(f"回复解不开：{error}") from error
