"""How a process makes letters: typefaces, the bureau's picture of its seal, drawing, signing, sealing.

What is slow to load (signing, workbooks) is loaded with the first letter that wants it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.wire.eseal import HttpSealService
from bot.wire.timestamps import HttpTimestamps
from config.bureau import Bureau
from config.settings import Settings
from deploy.sealing_desk import SealingDesk
from deploy.signing_desk import SigningDesk
from handlers.papers import Press, Sealing, Signing
from notices.facts.kinds import Facts
from notices.facts.tables import Annex4Facts
from notices.fonts import survey
from notices.fonts.book import FontBook
from notices.pages import page_count
from notices.paper import check, draw
from notices.printable import LetterError
from notices.setting.seal_picture import LARGEST
from notices.stack import draw_stack

if TYPE_CHECKING:
    from app import App


def book_of(bureau: Bureau) -> FontBook:
    """The bureau's typefaces. Raises FontsError naming every file that cannot be used."""
    own = bureau.fonts
    book = FontBook({"title": own.title, "body": own.body, "song": own.song, "latin": own.latin})
    survey.check(book)
    survey.check_words(
        book,
        {
            "issuer.name": bureau.issuer.name,
            "numbers.warning_series": bureau.numbers.warning_series,
            "letters.contact": bureau.letters.contact,
        },
    )
    return book


def seal_picture_of(bureau: Bureau) -> bytes | None:
    """The bureau's picture of its seal, where letters are live and carry it; None where none can be read.

    Of a file that is too large it is a piece.
    """
    seal = bureau.seal
    if bureau.pilot or seal.how != "file":
        return None
    try:
        if not Path(seal.picture).is_file():
            return None
        with Path(seal.picture).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        return None


def timestamps_of(settings: Settings) -> HttpTimestamps | None:
    """The timestamp server, None where signatures go without."""
    return HttpTimestamps(settings.timestamp_url) if settings.timestamp_url else None


def press_of(app: "App") -> Press:
    """How this process turns facts into bytes."""
    book, pictures = app.book, app.files.get
    return Press(
        lambda facts, preview: draw(facts, preview=preview, book=book, pictures=pictures),
        page_count,
        _workbook,
        lambda facts: draw_stack(facts, book=book, pictures=pictures),
        _signing(app),
        _sealing(app),
    )


def _signing(app: "App") -> Signing | None:
    """How letters are signed, None without a key."""
    key = app.settings.signing_key
    return SigningDesk(key, app.timestamps, app.book, app.files.get) if key is not None else None


def _sealing(app: "App") -> Sealing | None:
    """The e-seal service, None where letters are sealed otherwise."""
    if app.bureau.seal.how != "service" or app.bureau.pilot:
        return None
    service = HttpSealService(app.settings.seal_service, app.settings.seal_token)
    return SealingDesk(service, app.book)


def _workbook(facts: Annex4Facts) -> bytes:
    """Annex 4 as xlsx. What writes it takes long to load, and is wanted twice a month."""
    from notices.workbook import annex4_workbook

    return annex4_workbook(facts)


def unprintable(facts: Facts, book: FontBook | None = None) -> str:
    """Why a letter cannot be drawn (a character no face has, too long a text), '' if it can."""
    try:
        check(facts, book)
    except LetterError as error:
        return str(error)
    return ""
