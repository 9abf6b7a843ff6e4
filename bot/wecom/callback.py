"""The address WeCom calls: `/wecom/callback`. Thin: it opens, hands over, seals the reply.

It never decides anything. A CSRF guard of the application must leave this blueprint alone.
"""

from datetime import datetime

from flask import Blueprint, Response

from bot.ports import Now, Receive
from bot.wecom.account import WecomAccount
from bot.wecom.envelope import WecomEnvelope
from bot.wecom.inbound import read
from bot.wecom.render import reply as rendered
from bot.wire.desk import Arrived, Desk, OnRefused, one, raw_body, stamp, uncounted
from bot.wire.limits import OnCut, Shaper, log_cut
from bot.words import Reply


def wecom_blueprint(
    account: WecomAccount,
    envelope: WecomEnvelope,
    receive: Receive,
    now: Now,
    *,
    on_cut: OnCut = log_cut,
    on_refused: OnRefused = uncounted,
) -> Blueprint:
    """The blueprint. `now` is real time, not business time: it judges the age of a signature."""
    pages = Blueprint("wecom", __name__)
    desk = Desk(receive, now, on_refused)
    shaper = Shaper(on_cut)

    def arrive(at: datetime) -> Arrived:
        inbound = read(envelope.open(stamp(), raw_body(), at))

        def write(reply: Reply) -> str:
            drawn = rendered(reply, inbound.who.id, account.corp_id, at, shaper)
            return envelope.seal(drawn, at) if drawn else ""

        return Arrived(inbound, write)

    @pages.get("/wecom/callback")
    def verify() -> Response:
        return desk.verify(lambda at: envelope.echo(stamp(), one("echostr"), at))

    @pages.post("/wecom/callback")
    def take() -> Response:
        return desk.take(arrive)

    return pages
