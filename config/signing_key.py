"""The bureau's signing key from a PKCS#12 file: what is wrong with it in words, and what is needed to sign.

The key is opened once and kept open; its checks cost more than a signature. It never leaves the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12
from cryptography.x509.oid import NameOID

SOON = timedelta(days=30)
TRIAL = "试用"
"""What the names of every trial certificate contain."""
MOST_BYTES = 1_000_000
LEAST_RSA = 2048


class KeyFileError(Exception):
    """The key file cannot be used; `faults` is one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("；".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its certificate and the certificates above it."""

    private: RSAPrivateKey | EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def name(self) -> str:
        """Who signs, as the certificate names it."""
        return common_name(self.certificate)

    @property
    def trial(self) -> bool:
        """Made by `signing-trial`: proves integrity here, and nothing to anybody else."""
        return any(TRIAL in common_name(one) for one in (self.certificate, *self.chain))

    @property
    def kind(self) -> str:
        """The algorithm in short: RSA-2048, P-256."""
        key = self.private
        return (
            f"RSA-{key.key_size}"
            if isinstance(key, RSAPrivateKey)
            else key.curve.name.replace("secp256r1", "P-256")
        )

    def ends_soon(self, now: datetime) -> bool:
        """Does the certificate run out within a month?"""
        return self.certificate.not_valid_after_utc - now < SOON


def open_key(path: Path, password: str, now: datetime) -> SigningKey:
    """Return the key of a PKCS#12 file. Raises KeyFileError naming what is wrong with it."""
    if not path.is_file():
        raise KeyFileError([f"找不到签名证书文件：{path}"])
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise KeyFileError([f"签名证书文件读不出来：{path}（{error.strerror}）"]) from None
    held = _opened(content, password, path)
    faults = _faults(held, now)
    if faults:
        raise KeyFileError(faults)
    assert isinstance(held.key, RSAPrivateKey | EllipticCurvePrivateKey)
    assert held.cert is not None
    return SigningKey(
        held.key, held.cert.certificate, tuple(one.certificate for one in held.additional_certs)
    )


def _opened(content: bytes, password: str, path: Path) -> PKCS12KeyAndCertificates:
    try:
        return load_pkcs12(content, password.encode() or None)
    except UnsupportedAlgorithm as error:
        raise KeyFileError([f"{path.name} 用的加密方式这里打不开：{error}"]) from None
    except ValueError as error:
        # The library tells a wrong password and a broken file apart only by its words.
        if "password" in str(error).lower() or "mac" in str(error).lower():
            raise KeyFileError([f"{path.name} 的密码不对（SIGNING_PASSWORD）"]) from None
        raise KeyFileError([f"{path.name} 不是 PKCS#12 文件（.p12 / .pfx），或者已经损坏"]) from None


def _faults(held: PKCS12KeyAndCertificates, now: datetime) -> list[str]:
    if held.key is None or held.cert is None:
        return ["签名证书文件里要有私钥和它的证书，两样都要"]
    faults, certificate = [], held.cert.certificate
    if not isinstance(held.key, RSAPrivateKey | EllipticCurvePrivateKey):
        faults.append("签名私钥要是 RSA 或 ECDSA（P-256 等）；国密 SM2 请接电子印章服务")
    elif isinstance(held.key, RSAPrivateKey) and held.key.key_size < LEAST_RSA:
        faults.append(f"签名私钥只有 {held.key.key_size} 位，至少要 {LEAST_RSA} 位")
    if held.key.public_key() != certificate.public_key():
        faults.append("签名私钥和证书不是一对")
    if now > certificate.not_valid_after_utc:
        faults.append(f"签名证书已过期（{certificate.not_valid_after_utc:%Y-%m-%d}），请换新的")
    if now < certificate.not_valid_before_utc:
        faults.append(f"签名证书还没有生效（{certificate.not_valid_before_utc:%Y-%m-%d} 起）")
    if not _may_sign(certificate):
        faults.append("这张证书的用途里没有数字签名，不能用来签文书")
    return faults


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def common_name(certificate: x509.Certificate) -> str:
    """The subject's common name, or its whole name where it has none."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
