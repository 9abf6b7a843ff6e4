"""How far a mailing is, in words: for the leader's chat, the terminal and the page."""

from bot.deeds import Person
from bot.words import Recall, Say
from handlers.desk import Desk
from models.mailings import Figures, Mailings
from models.tables.mailing import Mailing
from rules.ladders import outside_quiet
from rules.local_time import clock_time

STATES = {"unsealed": "等用印", "running": "正在发", "paused": "停着", "done": "办完了"}
STARTED = "开始发了，共 {} 家，发完告诉你。随时可回“批量进度”“停批量”。"
NAMED = 5
"""So many firms that were passed over are named; the page has them all."""


def progress(mailing: Mailing, desk: Desk) -> str:
    """批量温馨提示（城东）正在发：1200/2000 家。…"""
    book = Mailings(desk.work.session)
    figures = book.figures(mailing.id)
    lines = [
        f"批量温馨提示（{mailing.district}）{STATES[mailing.state]}：{figures.done}/{mailing.total} 家。",
        counted(figures),
    ]
    if mailing.state == "running" and (until := quiet_until(desk)):
        lines.append(f"夜里不打扰企业，{until} 接着发。")
    if mailing.state == "running":
        lines.append("要停回“停批量”。")
    if mailing.state == "done" and figures.undelivered:
        lines.append("没有送到的要打印，回“批量补打”。")
    if mailing.state == "done" and figures.printed:
        lines.append("纸质的送到以后，经办人回“纸质签收 企业名”记上。")
    if mailing.state == "paused":
        lines.append("已发的不受影响；接着发回“继续批量”。")
    if named := book.skipped(mailing.id, NAMED + 1):
        shown = "；".join(f"{firm}（{why}）" for firm, why in named[:NAMED])
        lines.append(f"没有发的：{shown}{'……' if len(named) > NAMED else '。'}")
    return "\n".join(line for line in lines if line)


def counted(figures: Figures) -> str:
    """发到微信 700（已签收 35，没有送到 4），打印 480，没有发 20，还没轮到 800."""
    parts = []
    if figures.sent:
        inner = f"已签收 {figures.signed}"
        inner += f"，没有送到 {figures.undelivered}" if figures.undelivered else ""
        parts.append(f"发到微信 {figures.sent}（{inner}）")
    if paper := figures.to_print + figures.printed:
        made = f"（还有 {figures.to_print} 家没合成）" if figures.to_print else ""
        parts.append(f"打印送达 {paper}{made}")
    if figures.skipped:
        parts.append(f"没有发 {figures.skipped}")
    if figures.waiting:
        parts.append(f"还没轮到 {figures.waiting}")
    return "，".join(parts) + "。" if parts else ""


def quiet_until(desk: Desk) -> str:
    """07:00 if enterprises are left in peace just now, '' if not."""
    rule = desk.house.bureau.reminders
    after = outside_quiet(desk.now, (rule.quiet_from, rule.quiet_until))
    return clock_time(after) if after > desk.now else ""


def tell(mailing: Mailing, desk: Desk) -> None:
    """Tell the leader how far it is: the line before is taken back, so that one line stands in his chat."""
    key = f"mailing:{mailing.id}:progress"
    to = Person("wecom", mailing.by)
    before = desk.work.outbox.message_of(key)
    if before:
        desk.books.send(to, Recall(before))
    desk.books.send_merged(to, Say(progress(mailing, desk)), key=key, after=0)
    mailing.told_at = desk.work.wall
