"""`make talk`: a conversation in the terminal, with the real turn on a throw-away database. No platform.

Type what a person would type; a card is shown as its words and answered by number or label. `SCRIPT` says
what to begin with: inspection (the default), find, table, or anything a member of staff may type.
"""

import itertools
import shutil
import sys
import tempfile
from pathlib import Path

from app import App, build
from bot.codec import load_word
from bot.deeds import Inbound, Person, Said
from bot.words import Buttons, Card, Outgoing, Paper, Picture, Reply, Say, Selectors, Ticks, Turned
from config.settings import load
from deploy.local.sample import write
from deploy.local.world import World
from handlers.import_enterprises import import_enterprises
from handlers.import_staff import import_staff
from models import migrations

ME = Person("wecom", "linyifan")
BEGINNINGS = {"inspection": ("永嘉堃", "1"), "find": ("开始检查",), "table": ("汇总表",)}


def main(script: str) -> None:
    """Talk until the end of the input."""
    folder = Path(tempfile.mkdtemp(prefix="chayici-talk-"))
    try:
        talk(_app(folder), script)
    except (EOFError, KeyboardInterrupt):
        _print("\n再见。")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _app(folder: Path) -> App:
    own = World(folder, 1, 1).environment("")
    app = build(load({**own, "SANDBOX_CLOCK_URL": ""}))
    migrations.upgrade(app.settings.database_url)
    enterprises, staff = write(folder / "sample")
    with app.store.write() as work:
        import_enterprises(enterprises, app.desk(work))
        import_staff(staff, app.desk(work))
    return app


def talk(app: App, script: str) -> None:
    """Read lines, play them, print what comes back."""
    typed = itertools.chain(BEGINNINGS.get(script, (script,)), iter(_asked, None))
    for number, text in enumerate(typed, 1):
        if number <= len(BEGINNINGS.get(script, (script,))):
            _print(f"你：{text}")
        inbound = Inbound(f"talk:{number}", ME, app.clock.now(), Said(text))
        _show_reply(app.turn.take(inbound))
        for word in _sent(app):
            _show(word)


def _asked() -> str:
    return input("你：")


def _sent(app: App) -> list[Outgoing]:
    """What was put into the outbox for me since the last line; it counts as delivered."""
    with app.store.write() as work:
        claimed = []
        while batch := work.sending.claim("talk", 60):
            for one in batch:
                work.outbox.settle(one.id, "sent")
            work.session.flush()
            claimed += [one for one in batch if one.recipient == ME.id]
    return [load_word(one.word) for one in claimed]


def _show_reply(reply: Reply) -> None:
    if isinstance(reply, Say):
        _show(reply)
    elif isinstance(reply, Turned):
        _show(reply.card)


def _show(word: Outgoing) -> None:
    match word:
        case Say(text):
            _print(f"机器人：{text}")
        case Card():
            _print(f"机器人：{_card(word)}")
        case Paper(_, name) | Picture(_, name):
            _print(f"机器人：［文件 {name}］")
        case _:
            _print(f"机器人：［{word.kind}］")


def _card(card: Card) -> str:
    lines = [card.title, card.note, card.body, *(f"{row.name}：{row.value}" for row in card.rows)]
    match card.form:
        case Buttons(buttons):
            lines.append(" ".join(f"〔{n} {b.label}〕" for n, b in enumerate(buttons, 1)))
        case Ticks(_, options):
            lines += [f"{'☑' if o.ticked else '☐'} {o.label}" for o in options]
        case Selectors(selectors):
            lines += [
                f"{s.title}：{' / '.join(o.label for o in s.options)}（现在：{s.selected}）"
                for s in selectors
            ]
        case _:
            pass
    return "\n  ".join(line for line in lines if line)


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "inspection")
