"""An e-seal service over real HTTP: what it is sent, what becomes of each answer, and no number is lost."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask, Response, request
from werkzeug.serving import make_server

from app import build
from bot.eseal import SealAsk, SealLaterError, SealRefusedError
from bot.wire.eseal import HttpSealService
from config.bureau import BureauError, Seal
from config.settings import load
from deploy.local.world import World
from deploy.sealing_desk import SealingDesk
from handlers.numbers import faults
from handlers.papers import NotReadyError, Papers, Press
from handlers.seal_choice import changed_since, seal_faults
from models import migrations
from models.tables.letters import Notice, PaperRow
from notices.pages import page_count
from notices.paper import default_book, draw
from tests.factories import LIN
from tests.house import BUREAU, CONFIG, AHouse
from tests.letters import samples

SEALED = b"\n% sealed by the test\n"
ASK = SealAsk("key", draw(samples.reminder()), 1, 400.0, 300.0)


@dataclass
class FakeService:
    """A service that answers as it is told, then seals. `heard` are the requests' heads."""

    url: str = ""
    answers: list[Callable[[], Response]] = field(default_factory=list)
    heard: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def answer(self) -> Response:
        self.heard.append(dict(request.headers))
        self.bodies.append(request.get_data())
        if self.answers:
            return self.answers.pop(0)()
        return Response(request.get_data() + SEALED, 200, mimetype="application/pdf")


@pytest.fixture
def fake() -> Iterator[FakeService]:
    service, app = FakeService(), Flask("seals")
    app.add_url_rule("/seal", "seal", service.answer, methods=["POST"])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}/seal"
    yield service
    server.shutdown()
    server.server_close()
    thread.join()


def sealing_house(house: AHouse, fake: FakeService) -> AHouse:
    house = house.another()
    seal = BUREAU.seal.model_copy(update={"how": "service"})
    house.rules = replace(house.rules, bureau=BUREAU.model_copy(update={"seal": seal}))
    press = Press(
        lambda facts, preview: draw(facts, preview=preview),
        page_count,
        lambda facts: b"",
        lambda facts: b"",
        sealing=SealingDesk(HttpSealService(fake.url, "a token"), default_book()),
    )
    house.papers = Papers(house.store, house.files, press, lambda token: "https://weixin.test/q")
    return house


def test_a_letter_is_sent_with_its_place_and_comes_back_sealed(fake: FakeService) -> None:
    assert HttpSealService(fake.url, "a token").seal(ASK).pdf == ASK.pdf + SEALED
    (head,) = fake.heard

    assert fake.bodies == [ASK.pdf]
    assert (head["Idempotency-Key"], head["Authorization"]) == ("key", "Bearer a token")
    assert (head["X-Seal-Page"], head["X-Seal-X"], head["X-Seal-Y"]) == ("1", "400.00", "300.00")


@pytest.mark.parametrize("status", [202, 408, 409, 423, 425, 429, 500, 502, 503])
def test_what_may_pass_is_asked_again(fake: FakeService, status: int) -> None:
    fake.answers = [lambda: Response("", status)]

    with pytest.raises(SealLaterError):
        HttpSealService(fake.url).seal(ASK)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Response("证书已吊销", 403), "证书已吊销"),
        (Response("印" * 400, 403), "印{300}$"),
        (Response("", 302, headers={"Location": "http://169.254.169.254/"}), "302"),
        (Response("OFD", 200), "不是 PDF"),
        (Response(b"%PDF-" + bytes(11_000_000), 200), "太大"),
    ],
    ids=["refused", "at length", "elsewhere", "no pdf", "too large"],
)
def test_what_will_not_pass_is_said(fake: FakeService, answer: Response, why: str) -> None:
    fake.answers = [lambda: answer]

    with pytest.raises(SealRefusedError, match=why):
        HttpSealService(fake.url).seal(ASK)


def test_a_service_that_is_not_there_is_asked_again_and_the_token_told_to_nobody() -> None:
    with pytest.raises(SealLaterError) as caught:
        HttpSealService("http://127.0.0.1:9/seal", "a secret token").seal(ASK)

    assert "secret" not in str(caught.value)


def test_another_letter_back_is_not_taken(fake: FakeService) -> None:
    fake.answers = [lambda: Response(draw(samples.warning()), 200, mimetype="application/pdf")]

    with pytest.raises(NotReadyError, match="不是原来那份"):
        SealingDesk(HttpSealService(fake.url), default_book()).sealed(ASK.pdf, samples.reminder(), "key")


def test_what_comes_back_is_the_letter_for_ever(sqlite_house: AHouse, fake: FakeService) -> None:
    house = sealing_house(sqlite_house, fake)
    house.issue()
    warning = next(p.id for p in house.rows(PaperRow) if p.kind == "warning")
    form = next(p.id for p in house.rows(PaperRow) if p.kind == "form")

    assert house.papers.letter(warning).endswith(SEALED)
    assert house.papers.letter(warning) == sealing_house(house, fake).papers.letter(warning)
    assert not house.papers.letter(form).endswith(SEALED)
    assert len(fake.heard) == 1
    assert {n.seal for n in house.rows(Notice)} == {"service"}


def test_a_service_that_is_down_delays_a_letter_and_loses_no_number(
    sqlite_house: AHouse, fake: FakeService
) -> None:
    house = sealing_house(sqlite_house, fake)
    fake.answers = [lambda: Response("", 503)] * 2
    house.issue()
    house.deliver()
    warning = next(p.id for p in house.rows(PaperRow) if p.kind == "warning" and p.copy == "送达")
    assert house.rows(PaperRow, PaperRow.id == warning)[0].file_sha == ""

    for _ in range(4):
        house.clock.forward(seconds=61)
        house.deliver()

    (row,) = house.rows(PaperRow, PaperRow.id == warning)
    assert house.files.get(row.file_sha).endswith(SEALED)
    assert [n.number for n in house.rows(Notice)] == ["温环乐预警〔2023〕1号", "TX-2023-000001"]
    keys = [head["Idempotency-Key"] for head in fake.heard]
    assert len(set(keys)) < len(keys)
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []


# --- the choice


@pytest.mark.parametrize(
    ("how", "pilot", "service", "said"),
    [
        ("paper", False, "", ""),
        ("file", True, "", ""),
        ("service", False, "http://seal.test", ""),
        ("service", False, "", "SEAL_SERVICE_URL"),
        ("paper", False, "http://seal.test", "要用电子印章服务"),
    ],
)
def test_a_choice_that_does_not_fit_is_said(how: str, pilot: bool, service: str, said: str) -> None:
    seal = BUREAU.seal.model_copy(update={"how": how})
    found = seal_faults(BUREAU.model_copy(update={"seal": seal, "pilot": pilot}), service, True, [])

    assert len(found) == bool(said)
    assert said in "".join(found)


def test_a_seal_of_ones_own_wants_a_picture_a_keeper_and_a_key_all_named_at_once() -> None:
    own = BUREAU.model_copy(update={"seal": Seal(how="file")})
    complete = BUREAU.model_copy(
        update={"seal": Seal(how="file", picture="seal.png", keepers=("zhouzheng",))}
    )
    forgotten = BUREAU.model_copy(update={"seal": Seal(keepers=("zhouzheng",))})

    said = "\n".join(seal_faults(own, "", False, ["没有找到印章图片"]))
    assert all(word in said for word in ("没有找到印章图片", "keepers", "SIGNING_KEY"))
    assert seal_faults(complete, "", True, []) == []
    assert "how = paper" in "".join(seal_faults(forgotten, "", True, []))


def test_the_choice_holds_for_the_year(sqlite_house: AHouse, fake: FakeService) -> None:
    sqlite_house.issue()
    other = sealing_house(sqlite_house, fake)
    with other.at_desk(LIN) as desk:
        said = changed_since(desk)
    assert "温环乐预警〔2023〕1号" in said
    assert "当年不改" in said
    with sqlite_house.at_desk(LIN) as desk:
        assert changed_since(desk) == ""


def test_a_start_against_the_choice_is_refused_with_everything_that_is_wrong(tmp_path: Path) -> None:
    text = (CONFIG / "bureau.toml").read_text(encoding="utf-8")
    (tmp_path / "bureau.toml").write_text(text.replace('how = "paper"', 'how = "file"'), encoding="utf-8")
    own = {**World(tmp_path, 1, 1).environment(""), "SANDBOX_CLOCK_URL": ""}
    settings = load({**own, "BUREAU_FILE": str(tmp_path / "bureau.toml")}, tmp_path)
    migrations.upgrade(settings.database_url)

    with pytest.raises(BureauError, match=r"没有找到印章图片(.|\n)*keepers"):
        build(settings)
