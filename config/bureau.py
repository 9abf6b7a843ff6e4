"""What the bureau decides, from `bureau.toml`. Checked whole; it never fills in a decision by itself."""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from rules.pilot import is_pilot, pilot_series

Days = Annotated[int, Field(ge=0, le=366)]


class BureauError(Exception):
    """`bureau.toml` cannot be used; `faults` names every place."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        super().__init__("{} 有 {} 处要改：\n  - {}".format(path.name, len(faults), "\n  - ".join(faults)))
        self.faults = faults


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Issuer(_Part):
    """Who signs."""

    name: Annotated[str, Field(min_length=2)]
    we: Literal["我局", "分局"]
    office: str
    hotline: str = ""


class Numbers(_Part):
    """Series of the two kinds of notice, how many digits a number is padded to, and whose year it counts in:
    that of the date on the letter (`issued`), or of the visit (`visited`)."""

    warning_series: Annotated[str, Field(min_length=1)]
    reminder_series: Annotated[str, Field(min_length=1)]
    pad: Annotated[int, Field(ge=0, le=6)]
    year: Literal["issued", "visited"] = "issued"

    @model_validator(mode="after")
    def _told_apart(self) -> "Numbers":
        if is_pilot(self.warning_series) or is_pilot(self.reminder_series):
            raise ValueError("系列名不能以“样稿”结尾：那是试运行的编号，请用 pilot = true")
        if self.warning_series == self.reminder_series:
            raise ValueError("warning_series 与 reminder_series 不能相同，两种文书各编各的号")
        return self


class Period(_Part):
    """One half-month of Annex 4, both days included, and the day it is due."""

    name: str
    since: Annotated[date, Field(alias="from")]
    until: date
    due: date


def _listed(value: object) -> object:
    """One form may be written without a list."""
    return (value,) if isinstance(value, str) else value


class Campaign(_Part):
    """The campaign's name, window, forms and reporting periods.

    A visit uses the only form, or the inspector is asked which of them.
    """

    name: str
    document: str
    checklists: Annotated[
        tuple[str, ...], BeforeValidator(_listed), Field(alias="checklist", min_length=1, max_length=6)
    ]
    since: Annotated[date, Field(alias="from")]
    until: date
    priority_until: date
    periods: Annotated[tuple[Period, ...], Field(alias="period")]

    @model_validator(mode="after")
    def _in_order(self) -> "Campaign":
        if self.since > self.until:
            raise ValueError("from 晚于 until")
        for before, after in zip(self.periods, self.periods[1:], strict=False):
            if after.since <= before.until:
                raise ValueError(f"{after.name} 与 {before.name} 重叠")
        return self


class Release(_Part):
    """Who lets a warning notice go."""

    mode: Literal["on_the_spot", "always_leader", "one_officer"]
    leader_hours: Annotated[int, Field(ge=1, le=240)]
    least_officers: Annotated[int, Field(ge=1, le=9)]
    recall_minutes: Annotated[int, Field(ge=1, le=1440)] = 30


class DeadlineRule(_Part):
    """How days are counted and which are offered."""

    unit: Literal["natural", "workday"]
    offered: Annotated[tuple[int, ...], Field(min_length=1, max_length=5)]
    most: Annotated[int, Field(ge=1, le=366)]


class Closing(_Part):
    """Whether a leader's tap is needed to close."""

    countersign: bool


class Counting(_Part):
    """Annex 4 switches where the source document leaves a choice."""

    people: Literal["person_day", "person_visit"]
    table: Literal["cumulative", "period"]
    reminders: Literal["issued", "delivered", "signed"]
    experts: bool
    rechecks: bool


class Reminders(_Part):
    """The ladders and the hours of rest."""

    at: time
    unsigned_workdays: tuple[Days, ...]
    before_due_days: tuple[Days, ...]
    after_due_days: tuple[Days, ...]
    quiet_from: time
    quiet_until: time

    @model_validator(mode="after")
    def _off_the_half_hour(self) -> "Reminders":
        if self.at.minute in (0, 30):
            raise ValueError("at 不要放在整点或半点（平台建议）")
        return self


class Pages(_Part):
    """How long links, sessions, codes live."""

    link_days_after_closing: Days
    session_minutes: Annotated[int, Field(ge=1, le=1440)]
    consent_version: str
    consent_text: Annotated[str, Field(min_length=10)]
    invitation_hours: Annotated[int, Field(ge=1)]
    code_minutes: Annotated[int, Field(ge=1, le=60)]
    answer_workdays: Annotated[int, Field(ge=1, le=30)]


class Online(_Part):
    """The online platforms that are patrolled, as their findings name them."""

    platforms: Annotated[tuple[str, ...], Field(min_length=1, max_length=6)]


class Template(_Part):
    """One template message: our name for it, the platform's id, platform field → our fact."""

    name: Literal["notice", "reminder", "result", "subscription"]
    id: str
    fields: dict[str, str]


class Experts(_Part):
    """Do experts inspect, or only comment? Since 2025 they may not inspect (国办发〔2024〕54号)."""

    inspect: bool = False


class Letters(_Part):
    """How letters look: a red head or none, at their full size or on one page.

    `contact` says whom to ask, as 附注 of Annex 2 (GB/T 9704-2012 7.3.7), without its brackets; '' for none.
    """

    head: Literal["plain", "red"] = "plain"
    fit: Literal["standard", "one_page"] = "standard"
    contact: Annotated[str, Field(max_length=60)] = ""

    @model_validator(mode="after")
    def _one_line(self) -> "Letters":
        if self.contact != self.contact.strip() or not self.contact.isprintable():
            raise ValueError("contact 写成一行，前后不要空格")
        if self.contact.startswith(("(", "（")):
            raise ValueError("contact 不用写括号，印的时候会加上")
        return self


class Seal(_Part):
    """How letters are sealed: by hand on paper, by the bureau's picture of its seal, or by an e-seal service.

    `picture` is the file of how = file (beside this one), `keepers` who applies it: userids of staff.
    """

    how: Literal["paper", "file", "service"] = "paper"
    picture: str = ""
    keepers: tuple[str, ...] = ()

    def beside(self, folder: Path) -> "Seal":
        """The same, a relative path found in a folder."""
        return self.model_copy(update={"picture": str(folder / self.picture) if self.picture else ""})


class Fonts(_Part):
    """The bureau's own font files by role, tried before the committed ones."""

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    song: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()

    def beside(self, folder: Path) -> "Fonts":
        """The same files, those with a relative path found in a folder."""
        roles = {role: getattr(self, role) for role in type(self).model_fields}
        return Fonts(**{role: tuple(str(folder / file) for file in files) for role, files in roles.items()})


class Device(_Part):
    """One instrument: how people call it, model, serial, until when it is calibrated, the unit it shows."""

    name: Annotated[str, Field(min_length=1, max_length=12)]
    model: str
    serial: str
    calibrated_until: date | None = None
    unit: str = ""


class Bureau(_Part):
    """Everything the bureau decides."""

    pilot: bool = False
    issuer: Issuer
    numbers: Numbers
    campaign: Campaign
    release: Release
    deadline: DeadlineRule
    closing: Closing
    counting: Counting
    reminders: Reminders
    pages: Pages
    online: Online
    letters: Letters = Letters()
    experts: Experts = Experts()
    seal: Seal = Seal()
    fonts: Fonts = Fonts()
    devices: Annotated[tuple[Device, ...], Field(alias="device")] = ()
    templates: Annotated[tuple[Template, ...], Field(alias="template")]

    def on_trial(self) -> "Bureau":
        """The same with `pilot` on: its numbers are in series of their own."""
        own = self.numbers
        series = {
            "warning_series": pilot_series(own.warning_series),
            "reminder_series": pilot_series(own.reminder_series),
        }
        return self.model_copy(update={"pilot": True, "numbers": own.model_copy(update=series)})


def load_bureau(path: Path) -> Bureau:
    """Read and check the file. Raises BureauError naming every fault at once."""
    try:
        bureau = Bureau.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise BureauError(path, [f"不是合法的 TOML：{error}"]) from None
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, one['loc'])) or '文件'}：{one['msg']}" for one in error.errors()]
        raise BureauError(path, faults) from None
    bureau = bureau.model_copy(
        update={"fonts": bureau.fonts.beside(path.parent), "seal": bureau.seal.beside(path.parent)}
    )
    return bureau.on_trial() if bureau.pilot else bureau
