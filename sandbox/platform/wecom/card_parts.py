"""The parts of a template card: buttons, options, lists, links, each with its hard limits.

Refuses with the platform's code; texts longer than advised only leave a note, for clients shorten them
themselves (rule K18). It never changes a card.
"""

from collections.abc import Callable, Collection, Iterable

from sandbox.platform.answer import ApiError
from sandbox.platform.shape import Missing, Shape, byte_count
from sandbox.world.journal import Note

KEY_BYTES = 1024
OPTION_BYTES = 128
MediaCheck = Callable[[str], bool]

ADVISED = {
    "source.desc": 20,
    "main_title.title": 36,
    "main_title.desc": 44,
    "emphasis_content.title": 14,
    "emphasis_content.desc": 22,
    "sub_title_text": 160,
    "horizontal_content_list.keyname": 5,
    "horizontal_content_list.value": 30,
    "jump_list.title": 18,
    "vertical_content_list.title": 38,
    "vertical_content_list.desc": 160,
    "button_selection.option_list.text": 16,
    "button_list.text": 10,
    "checkbox.option_list.text": 17,
    "select_list.option_list.text": 16,
    "submit_button.text": 10,
}


class PartCheck:
    """Checks parts of one card and collects the advice."""

    def __init__(self, media_known: MediaCheck, off: Collection[str] = ()) -> None:
        self.notes: list[Note] = []
        self._media_known = media_known
        self._off = off

    def enforces(self, rule: str) -> bool:
        """False for a rule that was switched off."""
        return rule not in self._off

    def advise(self, field: str, text: str) -> None:
        """Leave a note if a text is longer than advised."""
        most = ADVISED[field]
        if len(text) > most:
            self.notes.append(Note("advice", "K18", f"{field} {len(text)} 字，建议不超过 {most} 字"))

    def link(self, part: Shape, *, rule: str = "K6") -> None:
        """`type` 1 needs a url, 2 an appid; 0 nothing."""
        kind = part.number("type")
        if kind == 1:
            part.text("url", Missing(42028, f"missing url of {part.where}", rule))
        elif kind == 2:
            part.text("appid", Missing(42030, f"missing appid of {part.where}", rule))

    def listed(self, part: Shape, name: str, known: tuple[int, ...]) -> None:
        """Leave a note for a number that is none of those known; clients then use the first."""
        if part.has(name) and part.number(name) not in known:
            self.notes.append(
                Note("advice", "K21", f"{part.where}.{name} 不在 {known} 里，按 {known[0]} 显示")
            )

    def selected(self, part: Shape) -> None:
        """Leave a note for a selected_id that is no option's id; clients then select the first."""
        ids = [row.text("id") for row in part.children("option_list")]
        chosen = part.text("selected_id")
        if chosen and chosen not in ids:
            self.notes.append(Note("advice", "K21", f"{part.where}.selected_id 不在选项里，选中第一项"))

    def horizontal(self, rows: Iterable[Shape]) -> None:
        """Up to six rows of name and value; a row may open a page, a file or a member."""
        rows = list(rows)
        if len(rows) > 6:
            raise ApiError(42035, "invalid horizontal_content_list size", "K7")
        for row in rows:
            name = row.text("keyname", Missing(42027, "missing keyname", "K7"))
            self.advise("horizontal_content_list.keyname", name)
            self.advise("horizontal_content_list.value", row.text("value"))
            self._horizontal_kind(row)

    def _horizontal_kind(self, row: Shape) -> None:
        kind = row.number("type")
        if kind == 1:
            row.text("url", Missing(42028, "missing url of horizontal_content_list", "K6"))
        elif kind == 2:
            media = row.text("media_id", Missing(42029, "missing mediaid", "K6"))
            if not self._media_known(media):
                raise ApiError(40007, "invalid media_id", "S10")
        elif kind == 3:
            row.text("userid", Missing(42050, "missing userid of horizontal_content_list", "K6"))

    def jumps(self, rows: Iterable[Shape]) -> None:
        """Up to three links under the card."""
        rows = list(rows)
        if len(rows) > 3:
            raise ApiError(42042, "invalid jump_list size", "K8")
        for row in rows:
            self.advise("jump_list.title", row.text("title", Missing(42033, "missing title", "K8")))
            self.link(row)

    def verticals(self, rows: Iterable[Shape]) -> None:
        """Up to four paragraphs of a news card."""
        rows = list(rows)
        if len(rows) > 4:
            raise ApiError(42036, "invalid vertical_content_list size", "K9")
        for row in rows:
            title = row.text("title", Missing(42033, "missing title", "K9"))
            self.advise("vertical_content_list.title", title)
            self.advise("vertical_content_list.desc", row.text("desc"))

    def buttons(self, rows: Iterable[Shape]) -> None:
        """One to six buttons; type 0 fires its key, type 1 opens a url."""
        rows = list(rows)
        if not rows:
            raise ApiError(42038, "missing button text", "K10")
        if len(rows) > 6:
            raise ApiError(40058, "button_list exceed max length 6", "K10")
        keys: list[str] = []
        for row in rows:
            text = row.text("text", Missing(42038, "missing button text", "K10"))
            self.advise("button_list.text", text)
            self.listed(row, "type", (0, 1))
            self.listed(row, "style", (1, 2, 3, 4))
            if row.number("type") == 1:
                row.text("url", Missing(42028, "missing url of button", "K6"))
            else:
                keys.append(row.text("key", Missing(42039, "missing button key", "K10")))
        _distinct(keys, KEY_BYTES, Missing(42039, "invalid button key", "K10"))

    def menu(self, part: Shape) -> list[str]:
        """The corner menu: one to three entries. Returns their keys."""
        rows = part.children("action_list")
        if not 1 <= len(rows) <= 3:
            raise ApiError(40058, "action_list size should be 1 to 3", "K15")
        keys = []
        for row in rows:
            row.text("text", Missing(40058, "missing text of action_menu", "K15"))
            keys.append(row.text("key", Missing(42051, "missing key of action_menu", "K15")))
        _distinct(keys, KEY_BYTES, Missing(42051, "action_menu key clash", "K15"))
        return keys

    def options(self, part: Shape, most: int, field: str) -> None:
        """An option list: size, ids, texts."""
        rows = part.children("option_list")
        if not 1 <= len(rows) <= most:
            raise ApiError(42037, "invalid option_list size", "K11")
        ids = [row.text("id", Missing(42040, "missing option id", "K11")) for row in rows]
        _distinct(ids, OPTION_BYTES, Missing(42040, "invalid option id", "K11"))
        for row in rows:
            self.advise(field, row.text("text", Missing(42041, "missing option text", "K11")))

    def question(self, part: Shape) -> str:
        """The question key of a list."""
        key = part.text("question_key", Missing(42043, "missing question_key", "K12"))
        if byte_count(key) > KEY_BYTES:
            raise ApiError(42043, "invalid question_key", "K12")
        return key

    def submit(self, part: Shape | None) -> None:
        """The submit button of a vote or of selectors; its text defaults to 提交."""
        if part is None:
            raise ApiError(42046, "missing submit_button key", "K13")
        key = part.text("key", Missing(42046, "missing submit_button key", "K13"))
        if byte_count(key) > KEY_BYTES:
            raise ApiError(42046, "invalid submit_button key", "K13")
        self.advise("submit_button.text", part.text("text"))


def _distinct(keys: list[str], most: int, trouble: Missing) -> None:
    if len(set(keys)) != len(keys) or any(byte_count(key) > most for key in keys):
        raise trouble.error()
