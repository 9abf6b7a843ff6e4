"""Signature and encryption against the official samples and against wechatpy, both ways."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wechatpy.work.crypto import WeChatCrypto

from sandbox.wire.crypto import Cipher, DecryptError, sign
from sandbox.wire.envelope import ReplyError, open_reply, wecom_post
from sandbox.wire.xml import parse, text
from tests.sandbox.vectors import ALL, V1, V4, Vector

CIPHER = Cipher(V1.token, V1.aes_key, V1.receive_id)


@pytest.mark.parametrize("vector", ALL, ids=lambda each: each.name)
def test_an_official_sample_opens_to_its_plaintext_and_signature(vector: Vector) -> None:
    cipher = Cipher(vector.token, vector.aes_key, vector.receive_id)

    assert cipher.signed(vector.signature, vector.timestamp, vector.nonce, vector.encrypted)
    assert cipher.open(vector.encrypted) == vector.plain


@pytest.mark.parametrize("vector", ALL, ids=lambda each: each.name)
def test_sealing_an_official_plaintext_with_its_random_head_gives_its_ciphertext(vector: Vector) -> None:
    cipher = Cipher(vector.token, vector.aes_key, vector.receive_id)
    head = _random_head(vector)

    assert cipher.seal(vector.plain, random=head) == vector.encrypted


def test_the_published_reply_is_reproduced_to_the_byte() -> None:
    cipher = Cipher(V4.token, V4.aes_key, V4.receive_id)

    encrypted = cipher.seal('{"demo_resp":"good luck"}', random=b"707722b803182950")

    assert encrypted == (
        "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="
    )
    assert (
        cipher.signature("1713424427", "415670741", encrypted) == "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"
    )


def test_the_company_verification_sample_opens_to_its_digits() -> None:
    echo = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="

    assert CIPHER.signature("1409659589", "263014780", echo) == "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert CIPHER.open(echo) == "1616140317555161061"


def test_the_plain_signature_of_a_service_account_has_three_parts() -> None:
    assert sign(("AAAAA", "1714036504", "1514711492")) == "f464b24fc39322e44b38aa78f5edd27bd1441696"
    assert sign(("spamtest", "1409735669", "1320562132")) == "16120ec1b8dbb870f510d87ce6bc2463eae6ca1a"


@given(st.text(max_size=600))
def test_what_is_sealed_opens_again_here_and_in_wechatpy(message: str) -> None:
    encrypted = CIPHER.seal(message)

    assert CIPHER.open(encrypted) == message
    crypto = WeChatCrypto(V1.token, V1.aes_key, V1.receive_id)
    body = f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    assert (
        crypto.decrypt_message(body, CIPHER.signature("1", "2", encrypted), "1", "2")
        == message.encode().decode()
    )


@given(st.integers(min_value=0, max_value=415), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_never_passes_the_signature(place: int, change: int) -> None:
    raw = bytearray(base64.b64decode(V1.encrypted))
    raw[place % len(raw)] ^= change
    encrypted = base64.b64encode(bytes(raw)).decode()

    assert not CIPHER.signed(V1.signature, V1.timestamp, V1.nonce, encrypted)


def test_another_receiver_bad_padding_and_cut_base64_are_refused_in_words() -> None:
    other = Cipher(V1.token, V1.aes_key, "ww0000000000000000")

    with pytest.raises(DecryptError, match="receiveid"):
        CIPHER.open(other.seal("x"))
    with pytest.raises(DecryptError, match="填充"):
        CIPHER.open(CIPHER.seal_raw(b"0" * 63 + b"\x21"))
    with pytest.raises(DecryptError):
        CIPHER.open(CIPHER.seal("x")[:-7])


def test_a_posted_callback_carries_a_signature_over_its_own_ciphertext() -> None:
    posted = wecom_post(CIPHER, CIPHER.seal("<xml/>"), "1700000000", "218", "AgentID")
    encrypted = text(parse(posted.body), "Encrypt")

    signature, nonce = posted.query["msg_signature"], posted.query["nonce"]
    assert CIPHER.signed(signature, posted.query["timestamp"], nonce, encrypted)
    assert text(parse(posted.body), "AgentID") == "218"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<xml><MsgType>text</MsgType></xml>", "没有加密"),
        (b"<xml><Encrypt>abc</Encrypt></xml>", "缺少节点"),
        (
            b"<xml><Encrypt>a</Encrypt><MsgSignature>b</MsgSignature><TimeStamp>1</TimeStamp><Nonce>2</Nonce></xml>",
            "MsgSignature",
        ),
        (b"<!DOCTYPE xml [<!ENTITY a 'b'>]><xml>&a;</xml>", "DOCTYPE"),
        (b'{"errcode":0}', "不是 XML"),
    ],
)
def test_a_reply_the_platform_would_drop_is_refused_with_its_reason(body: bytes, words: str) -> None:
    with pytest.raises(ReplyError, match=words):
        open_reply(CIPHER, body, plain_allowed=False)


def _random_head(vector: Vector) -> bytes:
    """The sample's own 16 random bytes, read from its ciphertext with bare AES."""
    from cryptography.hazmat.primitives.ciphers import Cipher as Aes
    from cryptography.hazmat.primitives.ciphers import algorithms, modes

    key = base64.b64decode(vector.aes_key + "=")
    decryptor = Aes(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    head = decryptor.update(base64.b64decode(vector.encrypted))[:16]
    assert not vector.random or head == vector.random.encode()
    return head
