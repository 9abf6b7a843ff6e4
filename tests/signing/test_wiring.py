"""The application as it is built: a key in the surroundings is what letters are signed with."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from app import build
from config.settings import load
from deploy.local.world import World
from deploy.trial_key import make_trial
from handlers.copies import RECEIVED
from jobs.copying import copying
from models import migrations
from models.tables.letters import Notice, PaperRow
from notices.signing.examine import examine
from tests.clock import AClock
from tests.conftest import furnished
from tests.factories import ZHOU, a_contact
from tests.handlers.test_sealing import asked, tap
from tests.house import CONFIG
from tests.notices.test_seal_picture import reds
from tests.seal_file import a_seal

ROOT = Path(__file__).resolve().parents[2]


def test_letters_of_a_process_with_a_key_are_signed_and_received(tmp_path: Path) -> None:
    key, password = make_trial(tmp_path / "signing", "温州市生态环境局乐清分局", datetime.now(UTC))
    own = {**World(tmp_path, 1, 1).environment(""), "SANDBOX_CLOCK_URL": ""}
    app = build(load({**own, "SIGNING_KEY": str(key), "SIGNING_PASSWORD": password}, tmp_path))
    migrations.upgrade(app.settings.database_url)
    house = furnished(app.engine, AClock(), tmp_path)
    house.rules, house.papers, house.files = app.house, app.papers, app.files
    house.add(a_contact(1))
    visit = house.issue()
    for paper in house.rows(PaperRow):
        app.papers.letter(paper.id)
    house.sign(visit)

    assert copying(app.store, app.papers, app.desk, app.log).drain() == 2
    for row in house.rows(PaperRow, PaperRow.copy == RECEIVED):
        found = examine(app.files.get(row.file_sha))
        assert [(one.intact, one.allowed) for one in found.signatures] == [(True, True), (True, True)]
        assert found.signatures[-1].sha == row.signature
    assert (
        "温州市生态环境局乐清分局（试用），P-256"
        in app.flask.test_cli_runner().invoke(args=["doctor"]).output
    )


def test_a_seal_of_the_bureaus_own_is_in_the_letter_its_signature_covers(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "seal.png").write_bytes(a_seal())
    chosen = 'how = "file"\npicture = "seal.png"\nkeepers = ["zhouzheng"]'
    text = (CONFIG / "bureau.toml").read_text(encoding="utf-8").replace('how = "paper"', chosen)
    (tmp_path / "own" / "bureau.toml").write_text(text, encoding="utf-8")
    key, password = make_trial(tmp_path / "signing", "温州市生态环境局乐清分局", datetime.now(UTC))
    own = {**World(tmp_path, 1, 1).environment(""), "SANDBOX_CLOCK_URL": ""}
    own |= {"SIGNING_KEY": str(key), "SIGNING_PASSWORD": password}
    own |= {"BUREAU_FILE": str(tmp_path / "own" / "bureau.toml")}
    migrations.upgrade(load(own, tmp_path).database_url)
    app = build(load(own, tmp_path))
    house = furnished(app.engine, AClock(), tmp_path)
    house.rules, house.papers, house.files = app.house, app.papers, app.files
    house.add(a_contact(1))
    visit = house.issue()
    assert house.rows(Notice) == []

    tap(house, asked(house, ZHOU))
    (paper,) = house.rows(PaperRow, PaperRow.kind == "warning", PaperRow.copy == "送达")
    letter = app.papers.letter(paper.id)
    house.sign(visit)
    copying(app.store, app.papers, app.desk, app.log).drain()

    assert reds(letter) > 800
    (signed,) = examine(letter).signatures
    assert signed.intact
    received = house.rows(PaperRow, PaperRow.kind == "warning", PaperRow.copy == RECEIVED)[0]
    assert reds(app.files.get(received.file_sha)) >= reds(letter)


def test_a_trial_key_is_made_by_one_command(tmp_path: Path) -> None:
    own = {**World(tmp_path, 1, 1).environment(""), "SANDBOX_CLOCK_URL": ""}
    runner = build(load(own, tmp_path)).flask.test_cli_runner()
    said = runner.invoke(args=["signing-trial", str(tmp_path / "trial"), "--name", "某局"]).output
    lines = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)

    assert load({**own, **lines}, tmp_path).signing_key is not None


def test_nothing_that_signs_is_loaded_before_a_letter_is_signed() -> None:
    script = "import app, sys; print(*{'pyhanko', 'aiohttp', 'oscrypto'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == ""
