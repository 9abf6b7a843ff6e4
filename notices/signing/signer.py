"""Signs letters: the bureau certifies one that leaves, a receipt signs the place kept for it in a new file.

PAdES B-B, with a timestamp where a server is given. A signature only adds to a file: what was there before
stays byte for byte. Signed bytes differ every time; whoever asks keeps the first.
"""

from __future__ import annotations

import asyncio
import io
import threading
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from notices.setting.fields import BUREAU, RECEIPT
from notices.signing.stamping import Ask, Stamper

_RESERVED, _RESERVED_WITH_TIME = 16384, 32768


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed file, and the SHA-256 of the signature in it (hex), by which it is known again."""

    pdf: bytes
    signature: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is seen of a receipt: a page of the size of its place, and strokes as PDF operators over it."""

    page: bytes
    strokes: bytes
    width: float
    height: float


class LetterSigner:
    """Signs with one key, and asks for a timestamp of every signature where `timestamps` is given. Safe for
    threads; raises TimestampError for an answer that is none, and what asking raises."""

    def __init__(
        self,
        private: RSAPrivateKey | EllipticCurvePrivateKey,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...],
        timestamps: Ask | None = None,
    ) -> None:
        self._private, self._certificate, self._chain = private, certificate, chain
        self._timestamps = timestamps
        self._own = threading.local()

    def certify(self, pdf: bytes, at: datetime, reason: str) -> Signed:
        """Return a letter certified by the bureau: from now on only its receipt may be filled in."""
        meta = PdfSignatureMetadata(
            field_name=BUREAU,
            certify=True,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            **_meta(reason),
        )
        return self._sign(pdf, meta, at, StaticStampStyle(border_width=0))

    def receive(
        self, pdf: bytes, at: datetime, reason: str, drawing: Drawing, add: SigFieldSpec | None = None
    ) -> Signed:
        """Return a new file in which the receipt's place is signed and shows the drawing; `add` makes one."""
        name = add.sig_field_name if add is not None else RECEIPT
        meta = PdfSignatureMetadata(field_name=name, **_meta(reason))
        style = StaticStampStyle(
            border_width=0,
            background=_Drawn(drawing),
            background_layout=SimpleBoxLayoutRule(
                x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0)
            ),
        )
        return self._sign(pdf, meta, at, style, add)

    def _sign(
        self,
        pdf: bytes,
        meta: PdfSignatureMetadata,
        at: datetime,
        style: StaticStampStyle,
        add: SigFieldSpec | None = None,
    ) -> Signed:
        stamper = Stamper(self._timestamps) if self._timestamps is not None else None
        signer = PdfSigner(meta, self._key(), timestamper=stamper, stamp_style=style, new_field_spec=add)
        signed, container = asyncio.run(_signed(pdf, signer, at))
        return Signed(signed, signature_sha(container))

    def _key(self) -> _OpenKey:
        """This thread's own: the library reads a certificate bit by bit, and two at the same one break it."""
        if not hasattr(self._own, "key"):
            store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
            store.register_multiple([_asn1(one) for one in self._chain])
            self._own.key = _OpenKey(self._private, _asn1(self._certificate), store)
        key: _OpenKey = self._own.key
        return key


def signature_sha(container: bytes) -> str:
    """By what a signature is known again: the SHA-256 of all there is of it, without what fills its place."""
    return sha256(cms.ContentInfo.load(container).dump()).hexdigest()


async def _signed(pdf: bytes, signer: PdfSigner, at: datetime) -> tuple[bytes, bytes]:
    """As the library's own way, with the bureau's time and a known size instead of a signature for trial.

    Returns the file and the signature in it.
    """
    session = signer.init_signing_session(
        _Added(io.BytesIO(pdf)), existing_fields_only=signer.new_field_spec is None
    )
    session.system_time = at
    reserved = _RESERVED_WITH_TIME if signer.default_timestamper else _RESERVED
    document = session.prepare_tbs_document(None, reserved)
    digest, output = document.digest_tbs_document()
    assert isinstance(digest, PreparedByteRangeDigest)
    done = await document.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=at))
    output.seek(0)
    return output.read(), bytes(done.sig_contents)


class _Added(IncrementalPdfFileWriter):
    """What a signature adds; title, author and date in the letter stay as they are."""

    def _update_meta(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Mould:
    """A signature made the library's way: another by the same key has another digest and value, no more."""

    digest: bytes
    attributes: bytes
    value: bytes
    container: bytes


class _OpenKey(Signer):
    """A key that is already open. Building a signature's structure takes the library longer than all the
    rest; without a timestamp it is built once and filled in again. It is one thread's alone."""

    def __init__(
        self,
        private: RSAPrivateKey | EllipticCurvePrivateKey,
        certificate: asn1.Certificate,
        store: SimpleCertificateStore,
    ) -> None:
        super().__init__(signing_cert=certificate, cert_registry=store)
        self._private = private
        self._mould: _Mould | None = None
        self._attributes = b""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The bare signature over the attributes."""
        assert digest_algorithm == "sha256"
        self._attributes = data
        return self._value(data)

    def _value(self, data: bytes) -> bytes:
        if isinstance(self._private, RSAPrivateKey):
            return self._private.sign(data, PKCS1v15(), SHA256())
        return self._private.sign(data, ECDSA(SHA256()))

    async def async_sign(
        self,
        data_digest: bytes,
        digest_algorithm: str,
        dry_run: bool = False,
        use_pades: bool = False,
        timestamper: TimeStamper | None = None,
        signed_attr_settings: PdfCMSSignedAttributes | None = None,
        is_pdf_sig: bool = True,
        encap_content_info: Any = None,
    ) -> cms.ContentInfo:
        """The whole signature over a digest."""
        if self._mould is not None and timestamper is None:
            return cms.ContentInfo.load(self._filled(self._mould, data_digest))
        made = await super().async_sign(
            data_digest, digest_algorithm, dry_run, use_pades, timestamper, signed_attr_settings
        )
        if timestamper is None:
            value = made["content"]["signer_infos"][0]["signature"].native
            self._mould = _Mould(data_digest, self._attributes, value, made.dump())
        return made

    def _filled(self, mould: _Mould, digest: bytes) -> bytes:
        attributes = mould.attributes.replace(mould.digest, digest)
        value = self._value(attributes)
        while len(value) != len(mould.value):  # ECDSA: 70 to 72 bytes, every other time the same
            value = self._value(attributes)
        return mould.container.replace(mould.digest, digest).replace(mould.value, value)


class _Drawn(PdfContent):
    """A page of ours and the strokes over it, as what a signature shows."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__(box=BoxConstraints(width=drawing.width, height=drawing.height))
        self._drawing = drawing

    def render(self) -> bytes:
        """The operators; the page comes along as a form."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._drawing.page)))
        self.resources.xobject["/Page"] = page
        return b"/Page Do\n" + self._drawing.strokes


def _meta(reason: str) -> dict[str, Any]:
    return {"subfilter": SigSeedSubFilter.PADES, "reason": reason, "md_algorithm": "sha256"}


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
