"""Behind the 复核 card: what a second officer reads before she agrees."""

from bot.deeds import Person
from models.tables.cases import Visit
from models.work import Work
from tests.factories import LIN, WANG, a_draft
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
