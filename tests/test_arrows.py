"""The arrows between rooms: who may import whom, and which library lives where. Walks every import."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("rules", "bot", "config", "handlers", "models", "notices", "web", "jobs", "sandbox", "deploy")
PLATFORMS = ("bot.wecom", "bot.wechat", "bot.wire")

ARROWS = {
    "rules": (),
    "notices": ("rules",),
    "config": ("rules",),
    "models": ("rules", "config"),
    "bot": ("rules",),
    "bot.wire": ("bot", "rules"),
    "bot.wecom": ("bot", "bot.wire", "rules"),
    "bot.wechat": ("bot", "bot.wire", "rules"),
    "handlers": ("rules", "bot", "models", "notices.facts", "config.bureau"),
    "web": ("handlers", "models", "rules", "notices"),
    "jobs": ("handlers", "models", "notices", "bot"),
    "sandbox": (),
    "deploy": ("app", *ROOMS[:-2], *PLATFORMS),
}
"""Room → the rooms it may import. `bot` is its core; a dotted name allows that module only."""

LIBRARIES = {
    "flask": ("web", "bot.wire", "bot.wecom", "bot.wechat", "app.py", "deploy", "sandbox"),
    "wechatpy": ("bot.wire", "bot.wecom", "bot.wechat"),
    "requests": ("bot.wire", "bot.wecom", "bot.wechat", "sandbox"),
    "redis": ("bot/tokens.py", "bot/bell.py", "app.py", "deploy"),
    "sqlalchemy": ("models", "app.py", "deploy"),
    "reportlab": ("notices",),
    "pyhanko": ("notices.signing",),
    "apscheduler": ("jobs",),
}
"""Library → the only places that may import it."""

ENTRIES = {"wsgi.py": ("app",), "jobs/__main__.py": ("app", "jobs")}


def sources() -> Iterator[Path]:
    for room in ROOMS:
        yield from (path for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)


def room_of(name: str) -> str:
    return next((p for p in PLATFORMS if name == p or name.startswith(f"{p}.")), name.partition(".")[0])


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def allowed(path: Path, name: str) -> bool:
    here, there = room_of(module(path)), room_of(name)
    may = ARROWS[here]
    return there in (here, *may) or any("." in one and name.startswith(one) for one in may)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_only_along_the_arrows(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} → {name}"
        for path in sources()
        if path.relative_to(ROOT).parts[0] == room and str(path.relative_to(ROOT)) not in ENTRIES
        for name in imports(path)
        if name.partition(".")[0] in (*ROOMS, "app", "tests", "wsgi") and not allowed(path, name)
    ]

    assert wrong == []


def test_the_law_needs_nothing_but_the_standard_library() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} → {name}"
        for path in (ROOT / "rules").rglob("*.py")
        for name in imports(path)
        if name.partition(".")[0] not in (*sys.stdlib_module_names, "rules")
    ]

    assert wrong == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_stays_in_its_room(library: str) -> None:
    wrong = []
    for path in (*sources(), ROOT / "app.py"):
        name = str(path.relative_to(ROOT))
        home = name in LIBRARIES[library] or any(within(module(path), one) for one in LIBRARIES[library])
        if not home and any(one.partition(".")[0] == library for one in imports(path)):
            wrong.append(name)

    assert wrong == []


def test_only_entry_points_know_the_composition_root() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.relative_to(ROOT).parts[0] != "deploy" and str(path.relative_to(ROOT)) not in ENTRIES
        if any(name.partition(".")[0] == "app" for name in imports(path))
    ]

    assert wrong == []


BANNED_CALLS = {
    ("datetime", "now"): ("config/clock.py",),
    ("datetime", "utcnow"): (),
    ("datetime", "today"): (),
    ("date", "today"): (),
    ("time", "time"): ("config/clock.py",),
}
"""Business time comes from the one clock and is handed on."""


def calls(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            value = node.func.value
            yield (value.id if isinstance(value, ast.Name) else "", node.func.attr)


def ours() -> Iterator[Path]:
    return (path for path in sources() if path.relative_to(ROOT).parts[0] not in ("sandbox", "deploy"))


def test_nobody_but_the_clock_asks_what_time_it_is() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {owner}.{name}()"
        for path in ours()
        for owner, name in calls(path)
        if (owner, name) in BANNED_CALLS and str(path.relative_to(ROOT)) not in BANNED_CALLS[owner, name]
    ]

    assert wrong == []


def test_commits_happen_in_the_unit_of_work_alone() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in ours()
        if str(path.relative_to(ROOT)) != "models/engine.py"
        if any(name == "commit" for _, name in calls(path))
    ]

    assert wrong == []


def test_every_module_says_what_it_does() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (*sources(), ROOT / "app.py", ROOT / "wsgi.py")
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []
