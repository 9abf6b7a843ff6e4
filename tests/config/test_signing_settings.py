"""Signing keys at start: everything wrong with one is named with all other faults, and nothing is guessed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from config.settings import Settings, SettingsError, load
from deploy.local.world import World
from deploy.trial_key import make_trial

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PASSWORD = "a password for tests"


def a_key_file(
    path: Path, *, since: int = -10, until: int = 365, key: Any = None, usage: bool | None = True
) -> Path:
    """A self-signed certificate valid from and to so many days from now."""
    private = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "某局")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now + timedelta(days=since))
        .not_valid_after(now + timedelta(days=until))
    )
    if usage is not None:
        flags = {"digital_signature": usage, "content_commitment": usage, "key_encipherment": not usage}
        off = ("data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only")
        built = built.add_extension(
            x509.KeyUsage(**flags, **dict.fromkeys((*off, "decipher_only"), False)), critical=True
        )
    is_ed = isinstance(private, ed25519.Ed25519PrivateKey)
    certificate = built.sign(private, None if is_ed else SHA256())
    path.write_bytes(
        serialize_key_and_certificates(
            b"x",
            private,
            certificate,
            None,
            BestAvailableEncryption(PASSWORD.encode()),
        )
    )
    return path


def settings(folder: Path, **more: str) -> Settings:
    return load({**World(folder, 1, 1).environment(""), "SANDBOX_CLOCK_URL": "", **more}, folder)


def faults(folder: Path, **more: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settings(folder, **more)
    return str(caught.value)


def test_without_a_key_nothing_is_signed(tmp_path: Path) -> None:
    assert settings(tmp_path).signing_key is None


def test_a_trial_key_says_what_it_is_in_every_name(tmp_path: Path) -> None:
    key, password = make_trial(tmp_path / "signing", "温州市生态环境局乐清分局", NOW)
    own = settings(tmp_path, SIGNING_KEY=str(key), SIGNING_PASSWORD=password).signing_key

    assert own is not None
    assert own.trial
    assert own.name == "温州市生态环境局乐清分局（试用）"
    assert "试用" in own.chain[0].subject.rfc4514_string()
    assert {one.stat().st_mode & 0o077 for one in (tmp_path / "signing").iterdir()} == {0}


def test_a_trial_key_is_made_once(tmp_path: Path) -> None:
    assert make_trial(tmp_path, "甲局", NOW) == make_trial(tmp_path, "甲局", NOW)


def test_a_key_is_found_beside_the_env_file(tmp_path: Path) -> None:
    a_key_file(tmp_path / "own.p12")

    assert settings(tmp_path, SIGNING_KEY="own.p12", SIGNING_PASSWORD=PASSWORD).signing_key is not None


@pytest.mark.parametrize(
    ("made", "given", "said"),
    [
        ({}, "wrong", "密码不对"),
        ({}, "", "密码不对"),
        ({"until": -1}, PASSWORD, "签名证书已过期"),
        ({"since": 5}, PASSWORD, "还没有生效"),
        ({"key": rsa.generate_private_key(65537, 1024)}, PASSWORD, "至少要 2048 位"),
        ({"key": ed25519.Ed25519PrivateKey.generate()}, PASSWORD, "RSA 或 ECDSA"),
        ({"usage": False}, PASSWORD, "用途里没有数字签名"),
    ],
)
def test_what_is_wrong_with_a_key_is_said(
    tmp_path: Path, made: dict[str, Any], given: str, said: str
) -> None:
    key = a_key_file(tmp_path / "own.p12", **made)

    assert said in faults(tmp_path, SIGNING_KEY=str(key), SIGNING_PASSWORD=given)


def test_a_key_without_usage_and_an_rsa_key_will_do(tmp_path: Path) -> None:
    key = a_key_file(tmp_path / "own.p12", key=rsa.generate_private_key(65537, 2048), usage=None)
    own = settings(tmp_path, SIGNING_KEY=str(key), SIGNING_PASSWORD=PASSWORD).signing_key

    assert own is not None
    assert own.kind == "RSA-2048"
    assert not own.trial


def test_a_file_that_is_none_or_missing_is_said(tmp_path: Path) -> None:
    (tmp_path / "no.p12").write_bytes(b"%PDF-1.7")

    assert "不是 PKCS#12 文件" in faults(tmp_path, SIGNING_KEY="no.p12", SIGNING_PASSWORD="x")
    assert "找不到签名证书文件" in faults(tmp_path, SIGNING_KEY="gone.p12")


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    said = faults(tmp_path, SIGNING_KEY="gone.p12", TIMESTAMP_URL="ftp://x", SECRET_KEY="short")

    assert "3 处" in said
    for one in ("找不到签名证书文件", "TIMESTAMP_URL 要是", "SECRET_KEY 太短"):
        assert one in said


def test_a_password_or_a_timestamp_without_a_key_is_a_mistake(tmp_path: Path) -> None:
    said = faults(tmp_path, SIGNING_PASSWORD="x", TIMESTAMP_URL="http://tsa.test")

    assert "没有填 SIGNING_KEY（" in said
    assert "没有签名就没有时间戳" in said


def test_comments_in_an_env_file_are_no_values(tmp_path: Path) -> None:
    own = World(tmp_path, 1, 1).environment("")
    lines = [f"{name}={value}   # said so" for name, value in own.items()]
    lines += ["SIGNING_KEY=        # none", "NUMBER_JOURNAL='a #1.tsv' # quoted"]
    (tmp_path / ".env").write_text("\n".join(lines))
    read = load({}, tmp_path)

    assert read.signing_key is None
    assert read.secret_key == own["SECRET_KEY"]
    assert read.journal == Path("a #1.tsv")
