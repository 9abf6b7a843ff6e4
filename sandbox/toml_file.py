"""Reads the sandbox's TOML file into `Settings`, naming every mistake by its place.

It never guesses: an unknown key is an error, and a missing secret is one too.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sandbox.rulebook import CAN_BE_OFF
from sandbox.settings import (
    SHANGHAI,
    Account,
    Corp,
    Delivery,
    Person,
    Settings,
    Switches,
    Template,
    TemplateField,
)

Shape = TypeVar("Shape")


class SettingsError(ValueError):
    """The file cannot be used; the text says where and why."""


def load(path: Path) -> Settings:
    """Read one file. Raises SettingsError for anything that is not understood."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    return from_mapping(data)


def from_mapping(data: Mapping[str, Any]) -> Settings:
    """Turn the parsed file into settings. Raises SettingsError."""
    known = {"sandbox", "delivery", "switches", "corp", "oa", "members", "users"}
    if unknown := set(data) - known:
        raise SettingsError(f"unknown section: {', '.join(sorted(unknown))}")
    corp = _corp(data["corp"]) if "corp" in data else None
    oa = _account(data["oa"]) if "oa" in data else None
    if corp is None and oa is None:
        raise SettingsError("neither [corp] nor [oa] is given")
    top = dict(data.get("sandbox", {}))
    if "start" in top:
        top["start"] = _moment(top["start"])
    top |= {
        "corp": corp,
        "oa": oa,
        "people": _people(data),
        "delivery": _build(Delivery, data.get("delivery", {}), "delivery"),
        "switches": _switches(data.get("switches", {})),
    }
    return _build(Settings, top, "sandbox")


def _build(shape: type[Shape], values: Mapping[str, Any], where: str) -> Shape:
    allowed = {each.name: each for each in fields(shape)}  # type: ignore[arg-type]
    if unknown := set(values) - set(allowed):
        raise SettingsError(f"[{where}] unknown key: {', '.join(sorted(unknown))}")
    missing = [
        name
        for name, each in allowed.items()
        if name not in values and each.default is MISSING and each.default_factory is MISSING
    ]
    if missing:
        raise SettingsError(f"[{where}] missing: {', '.join(missing)}")
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return shape(**plain)


def _switches(values: Mapping[str, Any]) -> Switches:
    switches = _build(Switches, values, "switches")
    if unknown := set(switches.off) - CAN_BE_OFF:
        can = ", ".join(sorted(CAN_BE_OFF))
        raise SettingsError(f"[switches] off: {', '.join(sorted(unknown))} cannot be switched off; {can} can")
    return switches


def _corp(values: Mapping[str, Any]) -> Corp:
    corp = _build(Corp, values, "corp")
    _check_keys(corp.token, corp.aes_key, "corp")
    return corp


def _account(values: Mapping[str, Any]) -> Account:
    plain = dict(values)
    plain["templates"] = [_template(each) for each in plain.get("templates", [])]
    account = _build(Account, plain, "oa")
    _check_keys(account.token, account.aes_key, "oa")
    if account.mode not in {"plain", "compat", "secure"}:
        raise SettingsError("[oa] mode must be plain, compat or secure")
    return account


def _template(values: Mapping[str, Any]) -> Template:
    plain = dict(values)
    plain["fields"] = [_field(each) for each in plain.get("fields", [])]
    return _build(Template, plain, "oa.templates")


def _field(value: str | Mapping[str, Any]) -> TemplateField:
    if isinstance(value, str):
        key, _, label = value.partition(":")
        return TemplateField(key=key.strip(), label=label.strip() or key.strip())
    return _build(TemplateField, value, "oa.templates.fields")


def _people(data: Mapping[str, Any]) -> tuple[Person, ...]:
    people = [read_person(each, "wecom", "userid") for each in data.get("members", [])]
    people += [read_person(each, "wechat", "openid") for each in data.get("users", [])]
    seen: set[str] = set()
    for person in people:
        if person.id in seen:
            raise SettingsError(f"two people are called {person.id}")
        seen.add(person.id)
    return tuple(people)


def read_person(values: Mapping[str, Any], platform: str, account: str) -> Person:
    """One entry of [[members]] or [[users]]; `account` is the key of its account. Raises SettingsError."""
    plain = dict(values)
    section = "members" if platform == "wecom" else "users"
    if account not in plain:
        raise SettingsError(f"[[{section}]] missing: {account}")
    plain["account"] = plain.pop(account)
    plain.setdefault("id", plain["account"])
    plain.setdefault("follows", platform == "wecom")
    return _build(Person, plain | {"platform": platform}, section)


def _check_keys(token: str, aes_key: str, where: str) -> None:
    """The console's own rules: token up to 32 letters or digits, key exactly 43 (rule C1)."""
    if not (1 <= len(token) <= 32 and token.isascii() and token.isalnum()):
        raise SettingsError(f"[{where}] token: 1 to 32 letters or digits")
    if not (len(aes_key) == 43 and aes_key.isascii() and aes_key.isalnum()):
        raise SettingsError(f"[{where}] aes_key: exactly 43 letters or digits")


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        raise SettingsError("[sandbox] start: a date with time, such as 2023-05-08T09:00:00+08:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
