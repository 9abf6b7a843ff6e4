"""A trial authority and a certificate of it, for trying signatures out. Every name in it says 试用.

Nobody else trusts it: it shows how a signed letter is made and checked, and proves nothing to a third person.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from config.signing_key import TRIAL

KEY_FILE, PASSWORD_FILE, ROOT_FILE = "trial.p12", "trial.password", "trial-ca.pem"
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
"""A sandbox's clock begins in 2023."""
_YEARS = 10


def make_trial(folder: Path, issuer: str, now: datetime) -> tuple[Path, str]:
    """Make authority, key and certificate in a folder, or find those of before: key file and password."""
    folder.mkdir(parents=True, exist_ok=True)
    key, word = folder / KEY_FILE, folder / PASSWORD_FILE
    if not (key.exists() and word.exists()):
        _make(folder, issuer, now)
    return key, word.read_text(encoding="ascii").strip()


def _make(folder: Path, issuer: str, now: datetime) -> None:
    until = now + timedelta(days=365 * _YEARS)
    root_key, own_key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
    root_name = _name(f"查一次{TRIAL}根证书（不作法律用途）", "查一次")
    root = (
        _begun(root_name, root_name, root_key, until)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .sign(root_key, SHA256())
    )
    own = (
        _begun(_name(f"{issuer}（{TRIAL}）", issuer), root_name, own_key, until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, SHA256())
    )
    password = secrets.token_urlsafe(18)
    sealed = serialize_key_and_certificates(
        b"trial", own_key, own, [root], BestAvailableEncryption(password.encode())
    )
    _keep(folder / PASSWORD_FILE, password.encode())
    _keep(folder / ROOT_FILE, root.public_bytes(Encoding.PEM))
    _keep(folder / KEY_FILE, sealed)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, until: datetime
) -> x509.CertificateBuilder:
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_SINCE)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )


def _keep(path: Path, content: bytes) -> None:
    """Written whole or not at all, for its owner alone."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(content)
    fresh.rename(path)
