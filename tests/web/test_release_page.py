"""Behind the 复核 card: what a second officer reads before she agrees."""

import re

from bot.deeds import Person
from bot.script import Opening, about
from handlers.commands.draft import VisitDraft
from handlers.commands.visit import DrawPreviews, FileVisit, ReleaseVisit
from handlers.file_visit import file_visit
from handlers.preview import draw_previews
from handlers.release_visit import release_visit
from handlers.scripts import brief
from handlers.start_inspection import read_facts
from models.tables.cases import Visit
from models.tables.letters import Notice
from models.work import Work
from tests.factories import LIN, WANG, ZHAO, a_draft
from tests.house import AHouse
from tests.web.pages import APages


def test_the_card_opens_the_drafts_hazards_photos_and_conclusion(sqlite_house: AHouse) -> None:
    house = sqlite_house
    draft = a_draft()
    number = house.file(draft)

    def a_photo(work: Work) -> None:
        row = work.evidence.new("photo", "wecom", LIN, media="media-1")
        row.visit_id, row.item, row.display_sha256 = number, draft.hazards[0].item, "a" * 64
        work.evidence.add(row)

    house.change(a_photo)
    with house.at_desk(WANG) as desk:
        [seat] = [one for one, _ in desk.books.seats(Person("wecom", WANG)) if one.script == "release"]
        page = "/" + str(seat.facts["page"]).split("/", 3)[3]
    pages = APages(house)
    pages.visitor = WANG

    shown = pages.open(pages.client(), page).get_data(as_text=True)

    assert "未出单" in shown
    assert all(one.text.rstrip("。") in shown for one in draft.hazards)
    assert str(draft.conclusion) in shown
    assert f"{page}/photo/" in shown
    assert house.rows(Visit)[0].state == "draft"


def previewed(house: AHouse, draft: VisitDraft, sheet: str = "") -> str:
    """The inspector looks at the letters of a draft and files it; the sheet he did it on."""
    if not sheet:
        with house.at_desk(LIN) as desk:
            facts = brief.dump(read_facts(desk, draft.enterprise))
            opening = Opening(script="inspection", subject=str(draft.enterprise), facts=facts)
            sheet = desk.books.open(opening, desk.who).id
    with house.at_desk(LIN, sheet=sheet) as desk:
        desk.books.result(sheet, "preview", about(draft), draw_previews(DrawPreviews(draft), desk))
        file_visit(FileVisit(draft), desk)
    return sheet


def names_on(page: str) -> list[tuple[str, str]]:
    return re.findall(r'paper/(\d+)\.pdf">(样张 [^<]+)<', page)


def page_of(house: AHouse) -> str:
    """The address behind the second officer's newest card."""
    with house.at_desk(WANG) as desk:
        seats = [one for one, _ in desk.books.seats(Person("wecom", WANG)) if one.script == "release"]
        return "/" + str(seats[0].facts["page"]).split("/", 3)[3]


def test_the_letters_can_be_read_before_the_tap_and_not_after_it(sqlite_house: AHouse) -> None:
    house = sqlite_house
    previewed(house, a_draft())
    page, pages = page_of(house), APages(house)
    pages.visitor = WANG
    client = pages.client()

    listed = names_on(pages.open(client, page).get_data(as_text=True))

    assert [name for _, name in listed] == ["样张 帮扶表单", "样张 预警提示单", "样张 温馨提示单"]
    files = [f"{page}/paper/{number}.pdf" for number, _ in listed]
    assert [pages.open(client, one).status_code for one in files] == [200, 200, 200]
    assert "15" in pages.open(client, files[1]).get_data(as_text=True)
    assert house.rows(Notice) == [], "a preview takes no number"
    pages.visitor = ZHAO
    assert pages.open(pages.client(), files[0]).status_code == 403

    house.release(house.rows(Visit)[0].id)
    assert names_on(pages.open(client, page).get_data(as_text=True)) == []
    assert pages.open(client, files[0]).status_code == 404


def test_filed_anew_only_the_new_letters_are_shown(sqlite_house: AHouse) -> None:
    house = sqlite_house
    sheet = previewed(house, a_draft())
    page, pages = page_of(house), APages(house)
    pages.visitor = WANG
    before = names_on(pages.open(pages.client(), page).get_data(as_text=True))
    with house.at_desk(WANG) as desk:
        release_visit(ReleaseVisit(house.rows(Visit)[0].id, False, "期限太短"), desk)

    previewed(house, a_draft(days=30), sheet)

    after = names_on(pages.open(pages.client(), page_of(house)).get_data(as_text=True))
    assert [name for _, name in after] == [name for _, name in before]
    assert not {number for number, _ in after} & {number for number, _ in before}
