"""Who gets a message: userids, parties, tags, and the shapes in which the platform names the wrong ones.

Userids match in any case and come back in lower case (rule S4). It never sends.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call
from sandbox.platform.shape import Shape
from sandbox.world.journal import Note
from sandbox.world.phones import Phone

ROOT_PARTY = "1"


@dataclass(frozen=True, slots=True)
class Receivers:
    """The phones to reach, and what could not be resolved (lower case)."""

    phones: tuple[Phone, ...]
    bad_users: tuple[str, ...] = ()
    bad_parties: tuple[str, ...] = ()
    bad_tags: tuple[str, ...] = ()
    unlicensed: tuple[str, ...] = ()

    def named(self) -> dict[str, str]:
        """The invalid lists as message/send answers them: joined by bars, only where there are any."""
        lists = {
            "invaliduser": self.bad_users,
            "invalidparty": self.bad_parties,
            "invalidtag": self.bad_tags,
            "unlicenseduser": self.unlicensed,
        }
        return {name: "|".join(values) for name, values in lists.items() if values}


def read_receivers(call: Call) -> Receivers:
    """The receivers of message/send. Raises ApiError for none, too many, or all wrong."""
    shape = call.shape
    users, parties, tags = (_split(shape, name) for name in ("touser", "toparty", "totag"))
    if "@all" in users:
        users, parties, tags = [], [ROOT_PARTY], []
    if not (users or parties or tags):
        raise ApiError(82001, "user & party & tag all empty", "S3")
    check_sizes(users, parties, tags)
    found = resolve(call, users, parties, tags)
    if not found.phones:
        raise ApiError(81013, "user & party & tag all invalid", "S4", extra=found.named())
    return found


def check_sizes(users: list[str], parties: list[str], tags: list[str]) -> None:
    """At most 1000 users, 100 parties, 100 tags. Raises ApiError."""
    if len(users) > 1000:
        raise ApiError(40032, "invalid user list size", "S3")
    if len(parties) > 100:
        raise ApiError(82002, "invalid party list size", "S3")
    if len(tags) > 100:
        raise ApiError(82003, "invalid tag list size", "S3")


def resolve(call: Call, users: Iterable[str], parties: Iterable[str], tags: Iterable[str]) -> Receivers:
    """Find the phones in the app's visible range. A party is a member's `department`, 1 is everybody."""
    phones: dict[str, Phone] = {}
    bad_users: list[str] = []
    for user in dict.fromkeys(each.lower() for each in users):
        phone = call.world.phones.of_account("wecom", user)
        if phone is not None and call.world.reaches(phone):
            phones[phone.person.id] = phone
        else:
            bad_users.append(user)
    bad_parties: list[str] = []
    for party in dict.fromkeys(parties):
        members = _party(call, party)
        phones |= {each.person.id: each for each in members}
        if not members:
            bad_parties.append(party)
    licensed = tuple(each for each in phones.values() if each.person.licensed)
    unlicensed = tuple(each.person.account.lower() for each in phones.values() if not each.person.licensed)
    if unlicensed:
        call.notes.append(Note("dropped", "S17", f"没有接口许可，不送达：{'、'.join(unlicensed)}"))
    return Receivers(licensed, tuple(bad_users), tuple(bad_parties), tuple(dict.fromkeys(tags)), unlicensed)


def _party(call: Call, party: str) -> list[Phone]:
    everybody = [each for each in call.world.phones.on("wecom") if each.follows]
    if party == ROOT_PARTY:
        return everybody
    return [each for each in everybody if each.person.department == party]


def _split(shape: Shape, name: str) -> list[str]:
    return [each.strip() for each in shape.text(name).split("|") if each.strip()]
