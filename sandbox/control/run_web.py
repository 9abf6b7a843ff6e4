"""/sandbox: the clock, the counters, the spans, the log, the faults, the menus, verification."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.clock import BackwardsError
from sandbox.control import asking
from sandbox.control.agenda import next_moment
from sandbox.control.asking import AskError, body, text, texts
from sandbox.rig import Rig
from sandbox.rulebook import RULES
from sandbox.settings import SHANGHAI, PlatformName
from sandbox.world.faults import CALL_FAULTS, CALLBACK_FAULTS, PERSON_FAULTS, FaultError


def run_blueprint(rig: Rig) -> Blueprint:
    """Routes for the run as a whole."""
    blueprint = Blueprint("run", __name__, url_prefix="/sandbox")
    _clock_routes(blueprint, rig)
    _count_routes(blueprint, rig)
    _fault_routes(blueprint, rig)
    _platform_routes(blueprint, rig)
    return blueprint


def clock_json(rig: Rig) -> dict[str, Any]:
    """Both times."""
    return {"now": rig.world.clock.now().isoformat(), "offset_seconds": round(rig.world.clock.offset, 3)}


def _clock_routes(blueprint: Blueprint, rig: Rig) -> None:
    @blueprint.get("/clock")
    def read_clock() -> Response:
        return jsonify(clock_json(rig))

    @blueprint.post("/clock")
    def set_clock() -> Response:
        values, before = body(), rig.world.clock.now()
        try:
            if "advance_seconds" in values:
                rig.world.clock.advance(float(values["advance_seconds"]))
            else:
                rig.world.clock.move_to(_moment(rig, text(values, "to")))
        except (BackwardsError, ValueError) as error:
            raise AskError(str(error)) from error
        rig.world.pulse.beat()
        rig.script.clock(before, rig.world.clock.now(), to_agenda=values.get("to") == "agenda")
        return jsonify(clock_json(rig))


def _moment(rig: Rig, wanted: str) -> datetime:
    """`agenda` is when the bot has something to do next, and a second more, so that it is past."""
    if wanted == "agenda":
        return next_moment(rig.settings.agenda) + timedelta(seconds=1)
    moment = datetime.fromisoformat(wanted)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _count_routes(blueprint: Blueprint, rig: Rig) -> None:
    @blueprint.get("/counters")
    def counters() -> Response:
        return jsonify(rig.world.tally.as_json() | {"spans": rig.world.tally.spans()})

    @blueprint.get("/spans")
    def spans() -> Response:
        return jsonify(rig.world.tally.spans())

    @blueprint.post("/spans")
    def begin_span() -> Response:
        values = body()
        rig.world.tally.begin(text(values, "name"), tuple(texts(values, "people")))
        return jsonify({"ok": True})

    @blueprint.post("/spans/end")
    def end_span() -> Response:
        if not rig.world.tally.end(text(body(), "name")):
            raise AskError("no such span")
        return jsonify(rig.world.tally.spans())

    @blueprint.get("/log")
    def log() -> Response:
        cursor = int(request.args.get("after", 0))
        wait = asking.seconds(request.args.get("wait"))
        if wait:
            rig.world.pulse.wait(lambda: rig.world.journal.top() > cursor, wait)
        entries = rig.world.journal.after(cursor, int(request.args.get("limit", 500)))
        return jsonify({"cursor": max([cursor, *(each["seq"] for each in entries)]), "entries": entries})

    @blueprint.get("/idle")
    def idle() -> Response:
        quiet = rig.postman.wait_idle(asking.seconds(request.args.get("wait")))
        return jsonify({"idle": quiet, "busy": rig.postman.busy()})

    @blueprint.get("/rules")
    def rules() -> Response:
        return jsonify({rule.id: {"words": rule.words, "sourced": rule.sourced} for rule in RULES.values()})


def _fault_routes(blueprint: Blueprint, rig: Rig) -> None:
    @blueprint.get("/faults")
    def faults() -> Response:
        return jsonify(rig.world.faults.as_json())

    @blueprint.get("/faults/kinds")
    def kinds() -> Response:
        return jsonify({"calls": CALL_FAULTS, "callbacks": CALLBACK_FAULTS, "people": PERSON_FAULTS})

    @blueprint.post("/faults")
    def add_fault() -> Response:
        try:
            return jsonify(rig.world.faults.add(body()).as_json())
        except (FaultError, TypeError) as error:
            raise AskError(str(error)) from error

    @blueprint.delete("/faults")
    def clear_faults() -> Response:
        rig.world.faults.remove()
        return jsonify({"ok": True})

    @blueprint.delete("/faults/<int:number>")
    def remove_fault(number: int) -> Response:
        rig.world.faults.remove(number)
        return jsonify({"ok": True})


def _platform_routes(blueprint: Blueprint, rig: Rig) -> None:
    @blueprint.get("/menus")
    def menus() -> Response:
        return jsonify({name: menu["button"] for name, menu in rig.world.menus.items()})

    @blueprint.get("/verify")
    def verified() -> Response:
        return jsonify(rig.verifier.verified)

    @blueprint.post("/verify")
    def verify() -> Response:
        platform = _platform(text(body(), "platform"))
        trouble = rig.verifier.verify(platform)
        return jsonify({"ok": not trouble, "error": trouble})

    @blueprint.post("/tokens/forget")
    def forget_tokens() -> Response:
        expired = text(body(), "as", "unknown") == "expired"
        for rack in rig.world.tokens.values():
            rack.end_all() if expired else rack.forget_all()
        return jsonify({"ok": True})

    @blueprint.get("/about")
    def about() -> Response:
        settings = rig.settings
        return jsonify(
            {
                "base": settings.base,
                "strict": settings.strict,
                "agenda": bool(settings.agenda),
                "watchers": rig.watchers,
                "wecom": settings.corp and {"name": settings.corp.name, "app": settings.corp.app_name},
                "wechat": settings.oa and {"name": settings.oa.name, "mode": settings.oa.mode},
                "callbacks": {
                    "wecom": settings.corp.callback if settings.corp else "",
                    "wechat": settings.oa.callback if settings.oa else "",
                },
                "templates": [
                    {"id": each.id, "title": each.title, "notice": each.notice}
                    for each in (settings.oa.templates if settings.oa else ())
                ],
            }
        )


def _platform(name: str) -> PlatformName:
    if name == "wecom":
        return "wecom"
    if name == "wechat":
        return "wechat"
    raise AskError("platform should be wecom or wechat")
