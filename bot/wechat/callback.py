"""The address the service account calls: `/wechat/callback`. Thin: it opens, hands over, seals.

It never decides anything. A CSRF guard of the application must leave this blueprint alone.
"""

from datetime import datetime

from flask import Blueprint, Response

from bot.ports import Now, Receive
from bot.wechat.envelope import Opened, WechatEnvelope
from bot.wechat.inbound import read
from bot.wechat.render import reply as rendered
from bot.wire.desk import Arrived, Desk, OnRefused, one, raw_body, stamp, uncounted
from bot.wire.limits import OnCut, Shaper, log_cut
from bot.words import Reply


def wechat_blueprint(
    envelope: WechatEnvelope,
    receive: Receive,
    now: Now,
    *,
    on_cut: OnCut = log_cut,
    on_refused: OnRefused = uncounted,
) -> Blueprint:
    """The blueprint. `now` is real time, not business time: it judges the age of a signature."""
    pages = Blueprint("wechat", __name__)
    desk = Desk(receive, now, on_refused)
    shaper = Shaper(on_cut)

    def arrive(at: datetime) -> Arrived:
        opened = _opened(envelope, at)
        letter = read(opened.xml)

        def write(reply: Reply) -> str:
            drawn = rendered(reply, letter.inbound.who.id, letter.account, at, shaper)
            return envelope.seal(drawn, at) if drawn and opened.sealed else drawn

        return Arrived(letter.inbound, write)

    @pages.get("/wechat/callback")
    def verify() -> Response:
        return desk.verify(lambda at: envelope.echo(stamp("signature"), one("echostr"), at))

    @pages.post("/wechat/callback")
    def take() -> Response:
        return desk.take(arrive)

    return pages


def _opened(envelope: WechatEnvelope, at: datetime) -> Opened:
    # Missing or "raw" means plain text; which of the two is allowed is the envelope's business.
    if one("encrypt_type") == "aes":
        return envelope.open_sealed(stamp(), raw_body(), at)
    return envelope.open_plain(stamp("signature"), raw_body(), at)
