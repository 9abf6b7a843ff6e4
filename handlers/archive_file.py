"""A packed file behind an address of its own: for one person, within his reach, and for one download."""

from dataclasses import dataclass

from handlers.desk import Desk, RefusedError
from handlers.register import may_read
from models.tables.records import ArchiveRequest
from rules.roles import reaches

TAKEN = "这个地址只能下载一次。没有下完就再说一次“档案 企业名”，会再整理一份。"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A packed file. `size` in bytes; `taken` says that it was downloaded already."""

    id: int
    token: str
    name: str
    sha256: str
    size: int
    missing: tuple[str, ...]
    taken: bool


def open_parcel(token: str, userid: str, desk: Desk) -> Parcel | None:
    """The file behind an address, for whom it was made; None for everybody else."""
    link = desk.work.notices.link_by_token(token)
    if link is None or link.purpose != "archive" or link.person.lower() != userid.lower():
        return None
    row = desk.work.session.get_one(ArchiveRequest, int(link.subject))
    firm = desk.work.people.enterprise(row.enterprise_id)
    near = may_read(desk) and reaches(desk.by.roles, desk.by.district, firm.district)
    if firm.id in desk.by.recused or not near:
        return None
    return Parcel(row.id, token, firm.name, row.sha256, row.size, tuple(row.missing), bool(link.dead))


def take_parcel(parcel: Parcel, desk: Desk) -> Parcel:
    """Give it out, and never again by this address. Raises RefusedError."""
    link = desk.work.notices.link_by_token(parcel.token)
    row = desk.work.session.get_one(ArchiveRequest, parcel.id, with_for_update=True)
    if link is None or link.dead or row.state == "taken":
        raise RefusedError(TAKEN)
    link.dead, row.state = "已经下载过", "taken"
    desk.work.audit.note(
        desk.who.id, "archive taken", f"enterprise:{row.enterprise_id}", sha=row.sha256, size=row.size
    )
    return parcel
