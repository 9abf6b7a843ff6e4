"""The verbs of people in the chat: says, taps, submits, photos, speaks, scans, opens, sees …"""

from collections.abc import Callable

from sandbox.play.line import photo_body
from sandbox.play.scenario import Step, StepError
from sandbox.play.verbs import Hands, chosen, several, within

Verb = Callable[[Hands, Step], None]


def _says(hands: Hands, step: Step) -> None:
    hands.act(step.who, "say", text=str(step.value))


def _taps(hands: Hands, step: Step) -> None:
    more = chosen(step, "card", "picks", "times")
    hands.act(step.who, "tap", within=within(step), label=str(step.value), **more)


def _submits(hands: Hands, step: Step) -> None:
    more = chosen(step, "card", "picks")
    for name in ("ticks", "unticks"):
        if name in step.more:
            more[name] = several(step.more[name])
    hands.act(step.who, "submit", within=within(step), label=str(step.value), **more)


def _photos(hands: Hands, step: Step) -> None:
    hands.act(step.who, "photos", **photo_body(several(step.value), hands.folder))


def _speaks(hands: Hands, step: Step) -> None:
    hands.act(step.who, "voice", text=str(step.value), **chosen(step, "seconds"))


def _place(hands: Hands, step: Step) -> None:
    hands.act(step.who, "location", label=str(step.value), **chosen(step, "latitude", "longitude"))


def _menu(hands: Hands, step: Step) -> None:
    more = chosen(step, "text")
    if "photos" in step.more:
        more |= photo_body(several(step.more["photos"]), hands.folder)
    done = hands.act(step.who, "menu", within=within(step), name=str(step.value), **more)
    _follow_link(hands, step.who, done)


def _scans(hands: Hands, step: Step) -> None:
    source = step.value if isinstance(step.value, dict) else {"text": str(step.value)}
    done = hands.act(step.who, "scan", within=within(step), **source, **chosen(step, "follow"))
    _follow_link(hands, step.who, done)


def _opens(hands: Hands, step: Step) -> None:
    if isinstance(step.value, dict):
        hands.act(step.who, "pages", clicks=1)
        hands.page(step.who).open(str(step.value["url"]))
        hands.show_page(step.who)
        return
    done = hands.act(step.who, "open", within=within(step), label=str(step.value))
    _follow_link(hands, step.who, done)


def _follow_link(hands: Hands, person: str, done: dict[str, object]) -> None:
    if done.get("opens"):
        page = hands.page(person)
        page.open(str(done["opens"]))
        if page.download:
            hands.downloads.append((person, *page.download))
            page.download = None
        hands.show_page(person)


def _simple(deed: str) -> Verb:
    def run(hands: Hands, step: Step) -> None:
        hands.act(step.who, deed)

    return run


def _consents(hands: Hands, step: Step) -> None:
    hands.act(step.who, "consent", template=str(step.value))


def _sees(hands: Hands, step: Step) -> None:
    page, screen = hands.page(step.who), hands.screen(step.who)
    for fragment in several(step.value):
        if fragment in page.text():
            continue
        if screen.find(fragment, within(step), again=bool(step.more.get("again"))) is None:
            seen = screen.said()
            if page.text():
                seen.append(f"page {page.url} ({page.status}): {page.text()[:300]}")
            shown = "\n    ".join(seen) or "nothing new"
            raise StepError(f"“{fragment}” was not seen within {within(step):g} s; new there:\n    {shown}")


def _lacks(hands: Hands, step: Step) -> None:
    for fragment in several(step.value):
        found = hands.screen(step.who).find(fragment, within(step, 1.0))
        if found is not None or fragment in hands.page(step.who).text():
            raise StepError(f"“{fragment}” should not be there")


PEOPLE: dict[str, Verb] = {
    "says": _says,
    "taps": _taps,
    "submits": _submits,
    "photos": _photos,
    "speaks": _speaks,
    "place": _place,
    "menu": _menu,
    "scans": _scans,
    "follows": _simple("follow"),
    "unfollows": _simple("unfollow"),
    "enters": _simple("enter"),
    "consents": _consents,
    "opens": _opens,
    "sees": _sees,
    "lacks": _lacks,
}
