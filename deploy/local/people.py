"""The synthetic people of the local world: twelve staff in teams, three contacts. No real person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff as the workbook lists him."""

    userid: str
    name: str
    unit: str
    team: str
    district: str
    roles: str
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Follower:
    """One person of an enterprise with WeChat."""

    id: str
    openid: str
    name: str


DISTRICTS = ("城东", "城西", "港北", "南塘", "西溪")

STAFF = (
    Member("linyifan", "林一帆", "执法一队", "执法一队", "城东", "执法人员"),
    Member("wangmin", "王敏", "执法一队", "执法一队", "城东", "执法人员"),
    Member("zhouzheng", "周正", "执法一队", "执法一队", "城东", "队负责人", "chenhe"),
    Member("chenhe", "陈禾", "执法一队", "执法一队", "城东", "执法人员、队副负责人"),
    Member("helei", "何蕾", "行政许可科", "行政许可科", "城东", "科室、许可科室"),
    Member("zhaoqi", "赵启", "执法二队", "执法二队", "城西", "执法人员"),
    Member("sunyue", "孙悦", "执法二队", "执法二队", "城西", "执法人员"),
    Member("wuhan", "吴瀚", "执法二队", "执法二队", "城西", "队负责人"),
    Member("zhengan", "郑安", "执法三队", "执法三队", "港北", "执法人员"),
    Member("fengjie", "冯洁", "执法三队", "执法三队", "港北", "执法人员、队负责人"),
    Member("songwen", "宋雯", "办公室", "办公室", "城东", "内勤"),
    Member("tangyuan", "唐远", "局机关", "局机关", "城东", "局领导、法制"),
)

FOLLOWERS = (
    Follower("linben", "oSANDBOX0000000000000linben1", "林犇"),
    Follower("gaoyuan", "oSANDBOX000000000000gaoyuan2", "高远"),
    Follower("shilei", "oSANDBOX0000000000000shilei3", "石磊"),
)
