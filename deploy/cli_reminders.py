"""`flask --app wsgi reminders …`: a district's mailing from a terminal, by the leader's name."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click
from flask import Flask

from bot.deeds import Person
from handlers import mailing
from handlers.commands.mailing import StartMailing
from handlers.desk import Desk, RefusedError
from handlers.identity import actor_of
from handlers.mailing_words import progress
from models.mailings import Mailings

if TYPE_CHECKING:
    from app import App

WAIT_SECONDS, BAR = 1.0, 30
BY = click.option("--by", required=True, help="队领导的企业微信 userid：以他的名义办。")


def register(flask: Flask, app: "App") -> None:
    """Add the commands."""
    group = click.Group("reminders", help="批量温馨提示：看、发、停、继续。发由 worker 来做。")
    flask.cli.add_command(group)

    @group.command("show", help="各辖区发到哪了；--watch 一直看到发完。")
    @click.option("--watch", is_flag=True)
    def show(watch: bool) -> None:
        if watch:
            _watch(app)
        with app.store.read() as work:
            found = Mailings(work.session).all()
            for one in found:
                click.echo(progress(one, app.desk(work)))
        if not found:
            click.echo("还没有批量发过。")

    @group.command("start", help="给一个辖区还没有温馨提示单的其他企业都发一份。")
    @click.argument("district")
    @BY
    @click.option("--yes", is_flag=True, help="不再问。")
    @click.option("--watch", is_flag=True, help="一直看到发完。")
    def start(district: str, by: str, yes: bool, watch: bool) -> None:
        with app.store.read() as work:
            wanting, bound = Mailings(work.session).wanting(district, app.bureau.campaign.since)
        words = f"{district}：{wanting} 家，{bound} 家发到微信，{wanting - bound} 家打印。现在开始？"
        if not yes and not click.confirm(words):
            return
        with _at_desk(app, by) as desk:
            click.echo(mailing.start(StartMailing(district), desk, via="terminal").say)
        if watch:
            _watch(app)

    @group.command("stop", help="停：不再编新的号，已发的不受影响。")
    @BY
    def stop(by: str) -> None:
        with _at_desk(app, by) as desk:
            click.echo(mailing.stop(desk, via="terminal").say)

    @group.command("go", help="继续停着的。")
    @BY
    def go(by: str) -> None:
        with _at_desk(app, by) as desk:
            click.echo(mailing.go_on(desk, via="terminal").say)


@contextmanager
def _at_desk(app: "App", by: str) -> Iterator[Desk]:
    """The leader's own desk, for one transaction; leave with a sentence where he may not."""
    app.clock.refresh()
    try:
        with app.store.write() as work:
            actor = actor_of(work, Person("wecom", by))
            if actor is None:
                raise RefusedError(f"没有“{by}”这个人，请用企业微信的 userid。")
            desk = replace(app.desk(work), by=actor)
            if not mailing.leads(desk, desk.by.district):
                raise RefusedError(mailing.NOT_A_LEADER)
            yield desk
    except RefusedError as refused:
        click.echo(refused.say, err=True)
        raise SystemExit(1) from None
    app.bell.ring()


def _watch(app: "App") -> None:
    """A line for every mailing that runs, renewed every second, until none does."""
    while True:
        with app.store.read() as work:
            book = Mailings(work.session)
            running = [(one, book.figures(one.id)) for one in book.all() if one.state == "running"]
        if not running:
            click.echo("")
            return
        bars = []
        for one, figures in running:
            full = BAR * figures.done // max(one.total, 1)
            bars.append(f"{one.district} [{'#' * full}{'·' * (BAR - full)}] {figures.done}/{one.total}")
        click.echo("\r" + "　".join(bars), nl=False)
        time.sleep(WAIT_SECONDS)
