"""The hazardous waste form over HTTP, on a bureau with two forms: chosen, inspected, issued, printed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from deploy.local.stack import ROOT, Stack
from deploy.local.world import World, free_port
from sandbox.play import Player, Scenario
from sandbox.play.report import save_files

STORY = ROOT / "deploy" / "local" / "stories" / "7-second-form.yaml"
ONE, TWO = 'checklist = "zonghe-2023-18" ', 'checklist = ["zonghe-2023-18", "weifei-2023-1"] '

pytestmark = pytest.mark.slow


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    rules = (ROOT / "config" / "bureau.toml").read_text(encoding="utf-8")
    assert ONE in rules
    (tmp_path / "bureau.toml").write_text(rules.replace(ONE, TWO), encoding="utf-8")
    monkeypatch.setenv("BUREAU_FILE", str(tmp_path / "bureau.toml"))
    stack = Stack(World(tmp_path / "world", free_port(), free_port()))
    try:
        stack.start()
        yield stack.world.sandbox
    finally:
        stack.stop()


def test_the_second_form_is_played_from_the_choice_to_the_paper(base: str, tmp_path: Path) -> None:
    player = Player(base, folder=STORY.parent)

    player.play(Scenario.load(STORY))

    received = save_files(player, tmp_path / "received")
    form = next(str(one["path"]) for one in received if "帮扶表单 城西" in str(one["name"]))
    document = pypdfium2.PdfDocument(form)
    try:
        flat = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()
    assert "危险废物规范化环境管理帮扶表" in flat
    assert "□未发现☑发现□不涉及" in flat
    assert "危废库东北角一桶废乳化液的包装破损" in flat
