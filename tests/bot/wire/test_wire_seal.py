"""The envelope: the platforms' own samples, wechatpy as a second opinion, and everything that is not one."""

import base64
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto as PublicCrypto
from wechatpy.work.crypto import WeChatCrypto as WorkCrypto

from bot.wire.seal import CAP, BadCallbackError, Seal, Stamp, check_age, digest, sealed_part
from tests.bot.wire.samples import SAMPLES, V1_BODY, V3_BODY, Sample

NOW = datetime(2023, 5, 8, 1, 0, tzinfo=UTC)
KEY = V1_BODY.aes_key
SEAL = Seal("QDG6eK", KEY, "wwtest")


def seal_of(sample: Sample) -> Seal:
    return Seal(sample.token, sample.aes_key, sample.receiver)


def stamp_of(sample: Sample) -> Stamp:
    return Stamp(sample.signature, sample.timestamp, sample.nonce)


def uncounted(_: float) -> None:
    return


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.name)
def test_every_official_sample_opens(sample: Sample) -> None:
    seal = seal_of(sample)

    seal.check(stamp_of(sample), sample.sealed)

    assert seal.open(sample.sealed) == sample.plain


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.name)
def test_every_official_sample_is_sealed_to_the_same_bytes(sample: Sample) -> None:
    raw = _decrypted(sample)

    sealed = seal_of(sample).close(sample.plain, random=raw[:16])

    assert sealed == sample.sealed
    assert not sample.random or raw[:16] == sample.random


def _decrypted(sample: Sample) -> bytes:
    seal = seal_of(sample)
    return seal._decrypted(sample.sealed)


def test_the_plain_signatures_of_the_service_account_are_the_documented_ones() -> None:
    assert digest("AAAAA", "1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696"
    assert digest("AAAAA", "1714037059", "486452656") == "899cf89e464efb63f54ddac96b0a0a235f53aa78"
    assert digest("spamtest", "1409735669", "1320562132") == "16120ec1b8dbb870f510d87ce6bc2463eae6ca1a"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_what_we_seal_wechatpy_opens(message: str) -> None:
    body = SEAL.answer(message, NOW)
    work = WorkCrypto("QDG6eK", KEY, "wwtest")
    fields = {
        name: body.partition(f"<{name}>")[2].partition(f"</{name}>")[0].removeprefix("<![CDATA[")[:-3]
        for name in ("Encrypt", "MsgSignature", "Nonce")
    }

    opened = work.decrypt_message(
        {"Encrypt": fields["Encrypt"]}, fields["MsgSignature"], str(int(NOW.timestamp())), fields["Nonce"]
    )

    assert opened == message


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_what_wechatpy_seals_we_open(message: str) -> None:
    body = PublicCrypto("QDG6eK", KEY, "wwtest").encrypt_message(message, "nonce1", "1683507600")
    signature = body.partition("<MsgSignature><![CDATA[")[2].partition("]]>")[0]

    sealed = sealed_part(body.encode())
    SEAL.check(Stamp(signature, "1683507600", "nonce1"), sealed)

    assert SEAL.open(sealed) == message


def test_sealing_twice_gives_different_bytes() -> None:
    assert SEAL.close("你好") != SEAL.close("你好")


@pytest.mark.parametrize("sample", [V1_BODY, V3_BODY], ids=lambda s: s.name)
def test_a_flipped_bit_anywhere_under_the_signature_is_refused_with_403(sample: Sample) -> None:
    """Every bit of signature, timestamp, nonce and cipher: 8,480 mutations in both, none accepted."""
    seal, parts = seal_of(sample), [sample.signature, sample.timestamp, sample.nonce, sample.sealed]
    tried = 0

    for which, part in enumerate(parts):
        for at in range(len(part)):
            for bit in range(8):
                changed = list(parts)
                changed[which] = part[:at] + chr(ord(part[at]) ^ (1 << bit)) + part[at + 1 :]
                with pytest.raises(BadCallbackError) as refused:
                    seal.check(Stamp(changed[0], changed[1], changed[2]), changed[3])
                assert refused.value.status == 403
                tried += 1
    assert tried > 3_900


def test_a_flipped_byte_anywhere_in_the_body_is_refused_or_changes_nothing() -> None:
    seal = seal_of(V3_BODY)
    body = f"<xml><ToUserName>gh</ToUserName><Encrypt><![CDATA[{V3_BODY.sealed}]]></Encrypt></xml>".encode()
    start, end = body.index(b"<Encrypt>"), body.index(b"</Encrypt>") + len(b"</Encrypt>")

    for at in range(len(body)):
        changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        outcome = _opened_or_status(seal, changed)
        assert outcome in (400, 403) if start <= at < end else outcome == V3_BODY.plain


def _opened_or_status(seal: Seal, body: bytes) -> str | int:
    try:
        sealed = sealed_part(body)
        seal.check(stamp_of(V3_BODY), sealed)
        return seal.open(sealed)
    except BadCallbackError as error:
        return error.status


def signed(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def encrypted(plain: bytes) -> str:
    encryptor = SEAL._cipher.encryptor()
    return signed(encryptor.update(plain) + encryptor.finalize())


def padded(plain: bytes, pad: int | None = None) -> bytes:
    size = 32 - len(plain) % 32 if pad is None else pad
    return plain + bytes([size]) * size


INSIDE = b"r" * 16 + (2).to_bytes(4) + b"ok" + b"wwtest"

GARBAGE = {
    "nothing": "",
    "not base64": "%%%%",
    "base64 with a blank": "AAAA AAAA",
    "half a group": "AAAAA",
    "not latin": "你好",
    "no whole block": signed(b"x" * 15),
    "one block of nonsense": signed(b"x" * 16),
    "no padding": encrypted(b"a" * 32),
    "padding 0": encrypted(b"a" * 31 + b"\0"),
    "padding 33": encrypted(b"a" * 15 + bytes([33]) * 33),
    "padding not all alike": encrypted(padded(INSIDE)[:-2] + bytes([9, 36 - len(INSIDE)])),
    "only padding": encrypted(bytes([32]) * 32),
    "shorter than its head": encrypted(padded(b"r" * 10)),
    "length beyond the end": encrypted(padded(b"r" * 16 + (2**32 - 1).to_bytes(4) + b"ok" + b"wwtest")),
    "length into the receiver": encrypted(padded(b"r" * 16 + (5).to_bytes(4) + b"ok" + b"wwtest")),
    "another receiver": encrypted(padded(b"r" * 16 + (2).to_bytes(4) + b"ok" + b"wwother")),
    "no receiver": encrypted(padded(b"r" * 16 + (2).to_bytes(4) + b"ok")),
    "not utf-8": encrypted(padded(b"r" * 16 + (2).to_bytes(4) + b"\xff\xfe" + b"wwtest")),
}


@pytest.mark.parametrize("sealed", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_refused_with_one_exception(sealed: str) -> None:
    with pytest.raises(BadCallbackError) as refused:
        SEAL.open(sealed)

    assert refused.value.status in (400, 403)


def test_the_garbage_corpus_starts_from_something_that_opens() -> None:
    assert SEAL.open(encrypted(padded(INSIDE))) == "ok"


@given(st.binary(max_size=300))
def test_random_bytes_never_raise_anything_else(raw: bytes) -> None:
    with pytest.raises(BadCallbackError):
        SEAL.open(signed(raw))


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_a_random_body_never_raises_anything_else(body: bytes) -> None:
    for last in (False, True):
        with pytest.raises(BadCallbackError):
            sealed_part(body, last=last)


BODIES = {
    "empty": (b"", 400),
    "no envelope": (b"<xml/>", 400),
    "two envelopes": (b"<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>", 400),
    "one and a half": (b"<xml><Encrypt>a</Encrypt><Encrypt>b</xml>", 400),
    "not closed": (b"<xml><Encrypt>aaaa", 400),
    "an entity": (b'<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;<</Encrypt></xml>', 400),
    "too large": (b"<xml><Encrypt>" + b"A" * CAP + b"</Encrypt></xml>", 413),
}


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES.keys())
def test_a_body_without_one_envelope_is_refused(body: bytes, status: int) -> None:
    with pytest.raises(BadCallbackError) as refused:
        sealed_part(body)

    assert refused.value.status == status


def test_the_envelope_is_found_with_and_without_cdata() -> None:
    assert sealed_part(b"<xml><Encrypt>\n<![CDATA[AA==]]>\n</Encrypt></xml>") == "AA=="
    assert sealed_part(b"<xml><Encrypt>AA==</Encrypt></xml>") == "AA=="


def test_in_the_compatible_mode_a_typed_tag_does_not_hide_the_envelope() -> None:
    body = b"<xml><Content><![CDATA[<Encrypt>no</Encrypt>]]></Content><Encrypt>AA==</Encrypt></xml>"

    assert sealed_part(body, last=True) == "AA=="


@pytest.mark.parametrize(
    ("away", "counted", "refused"),
    [
        (0, 0, False),
        (300, 0, False),
        (301, 1, False),
        (-301, 1, False),
        (86_400, 1, False),
        (86_401, 1, True),
    ],
)
def test_age_is_counted_after_five_minutes_and_refused_after_a_day(
    away: int, counted: int, refused: bool
) -> None:
    counts: list[float] = []
    timestamp = str(int(NOW.timestamp()) - away)

    if refused:
        with pytest.raises(BadCallbackError) as error:
            check_age(timestamp, NOW, counts.append)
        assert error.value.status == 403
    else:
        check_age(timestamp, NOW, counts.append)

    assert len(counts) == counted


@pytest.mark.parametrize("timestamp", ["", "12a", "-5", "1e9", "1" * 13, "１２", " 12"])
def test_a_timestamp_that_is_no_number_is_garbage(timestamp: str) -> None:
    with pytest.raises(BadCallbackError) as refused:
        check_age(timestamp, NOW, uncounted)

    assert refused.value.status == 400


@pytest.mark.parametrize("key", ["", "A" * 42, "A" * 44, "A" * 42 + "="])
def test_a_key_of_another_length_is_refused_at_the_start(key: str) -> None:
    with pytest.raises(ValueError, match="43"):
        Seal("token", key, "wwtest")


def test_a_message_of_every_length_round_trips() -> None:
    shuffled = random.Random(20230508)
    for size in range(0, 200):
        message = "".join(shuffled.choice("ab汉字😀") for _ in range(size))

        assert SEAL.open(SEAL.close(message)) == message
