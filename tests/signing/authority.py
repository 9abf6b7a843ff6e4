"""A timestamp authority (RFC 3161) on this machine: a key of its own, over real HTTP, as it is told to be."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

STAMPED = datetime(2023, 5, 8, 2, 6, 7, tzinfo=UTC)
TYPE = "application/timestamp-reply"

Told = Callable[[bytes], tuple[int, bytes]]
"""A request to status and body."""


def a_certificate(key: RSAPrivateKey, *, stamps: bool = True) -> asn1.Certificate:
    """Self-signed, good from 2020 for ten years."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "测试时间戳")])
    since = datetime(2020, 1, 1, tzinfo=UTC)
    use = ExtendedKeyUsageOID.TIME_STAMPING if stamps else ExtendedKeyUsageOID.EMAIL_PROTECTION
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=3650))
        .add_extension(x509.ExtendedKeyUsage([use]), critical=True)
        .sign(key, SHA256())
    )
    return asn1.Certificate.load(built.public_bytes(Encoding.DER))


class Authority:
    """What the server knows: its key, its certificate, its time."""

    def __init__(self, *, stamps: bool = True) -> None:
        key = generate_private_key(65537, 2048)
        self.certificate = a_certificate(key, stamps=stamps)
        der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self._key = keys.PrivateKeyInfo.load(der)

    def answer(self, request: bytes, at: datetime = STAMPED, **other: Any) -> bytes:
        """A timestamp of what was asked; `other` replaces fields of the question first."""
        asked = tsp.TimeStampReq.load(request)
        for name, value in other.items():
            asked[name] = value
        clock = DummyTimeStamper(self.certificate, self._key, fixed_dt=at)
        return bytes(clock.request_tsa_response(asked).dump())


@dataclass
class FakeServer:
    """Answers as it is told, then as an honest authority. `heard` are the requests."""

    authority: Authority
    url: str = ""
    answers: list[Told] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)

    def take(self, request: bytes) -> tuple[int, bytes]:
        self.heard.append(request)
        if self.answers:
            return self.answers.pop(0)(request)
        return 200, self.authority.answer(request)


@contextmanager
def serving(authority: Authority) -> Iterator[FakeServer]:
    """The server, while the block lasts."""
    fake = FakeServer(authority)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = fake.take(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                self.send_response(status)
                self.send_header("Content-Type", TYPE)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # who asked has gone

        def log_message(self, *said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
