"""The line over TLS: a stranger's certificate, and a deadline in the middle of an encrypted answer."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.wire.line import Call, Line, LineError

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    # The interpreter's own clock judges certificates; a century around any present is enough.
    start = datetime(2000, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(NAME)
        .issuer_name(NAME)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(made.public_bytes(encoding) + private)
    return file


@contextmanager
def dripping(certificate: Path, answer: bytes, drip: float) -> Iterator[tuple[str, list[bytes]]]:
    """A TLS server that says `answer` to one client, byte by byte; the list holds what it heard."""
    context, heard, stop = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), list[bytes](), threading.Event()
    context.load_cert_chain(certificate)
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError), server.accept()[0] as raw, context.wrap_socket(raw, server_side=True) as peer:
            heard.append(peer.recv(4_096))
            for byte in answer:
                if stop.wait(drip):
                    return
                peer.sendall(bytes([byte]))
            stop.wait()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.getsockname()[1]}", heard
    finally:
        stop.set()
        server.close()
        thread.join()


ANSWER = b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"errcode":0}'


def test_a_certificate_nobody_vouches_for_hears_nothing(certificate: Path) -> None:
    with dripping(certificate, ANSWER, 0) as (base, heard), pytest.raises(LineError) as failed:
        Line(base).exchange(Call("POST", "/cgi-bin/x", {"access_token": "TOPSECRET"}, b"{}"))

    assert not failed.value.sent
    assert heard == []


def test_an_encrypted_answer_comes_back(certificate: Path) -> None:
    with dripping(certificate, ANSWER, 0) as (base, _):
        answer = Line(base, ca=str(certificate)).exchange(Call("POST", "/cgi-bin/x", body=b"{}"))

    assert answer.body == b'{"errcode":0}'


def test_an_encrypted_drip_ends_at_the_deadline(certificate: Path) -> None:
    with dripping(certificate, ANSWER * 10, 0.1) as (base, _):
        started = time.monotonic()
        with pytest.raises(LineError) as failed:
            Line(base, ca=str(certificate)).exchange(Call("GET", "/cgi-bin/x", deadline=0.4))
        took = time.monotonic() - started

    assert (failed.value.why, failed.value.sent) == ("deadline", True)
    assert took < 3.0
