"""The demo's accounts: invented officers, one a role that the product serves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from phoihop.accounts import actions, queries
from phoihop.accounts.models import User
from phoihop.core.actor import Actor, Role
from phoihop.organisations.models import Body

PASSWORD = "PhoiHop-MinhHoa-2026"  # noqa: S105 - printed by script/demo for whoever tries it
SINCE = date(2025, 7, 1)


@dataclass(frozen=True)
class Officer:
    username: str
    name: str
    office: str
    body: str
    roles: tuple[Role, ...]
    told: str


OFFICERS = (
    Officer(
        "giavien",
        "Lê Thị Mẫu",
        "Cán bộ Công an xã",
        "cong_an@xa:14464",
        (Role.ENTRY, Role.APPROVAL),
        "Công an xã Gia Viễn: nhập và gửi báo cáo",
    ),
    Officer(
        "ninhbinh",
        "Trần Văn Mẫu",
        "Cán bộ tổng hợp",
        "cong_an@tinh:37",
        (Role.COMPILER, Role.APPROVAL),
        "Công an tỉnh Ninh Bình: nhận báo cáo 129 xã, viết tổng kết",
    ),
    Officer(
        "chuyende",
        "Ngô Thị Mẫu",
        "Cán bộ theo dõi chương trình",
        "cong_an@tinh:37",
        (Role.ENTRY,),
        "Công an tỉnh Ninh Bình: chỉ theo dõi chương trình của tỉnh",
    ),
    Officer(
        "hatinh",
        "Nguyễn Thị Mẫu",
        "Cán bộ tổng hợp",
        "cong_an@tinh:42",
        (Role.COMPILER, Role.APPROVAL),
        "Công an tỉnh Hà Tĩnh: tiếp nhận văn bản, tổng hợp",
    ),
    Officer(
        "thanhhoa",
        "Phạm Văn Mẫu",
        "Cán bộ văn phòng",
        "mttq@tinh:38",
        (Role.SECRETARY, Role.COMMENDATION, Role.COMPILER),
        "Ủy ban MTTQ tỉnh Thanh Hóa: thư ký hội nghị, khen thưởng",
    ),
    Officer(
        "trunguong",
        "Hoàng Thị Mẫu",
        "Cán bộ tổng hợp",
        "cong_an@VN",
        (Role.COMPILER, Role.LEADER),
        "Bộ Công an: toàn cảnh cả nước",
    ),
    Officer(
        "lanhdao", "Vũ Văn Mẫu", "Phó Giám đốc", "cong_an@tinh:37", (Role.LEADER,), "Lãnh đạo Công an tỉnh Ninh Bình"
    ),
    Officer("quantri", "Đỗ Thị Mẫu", "Quản trị", "cong_an@VN", (Role.ADMIN,), "Quản trị hệ thống"),
)


def lines() -> Iterator[str]:
    """What ``script/demo`` prints: names to sign in with, and for whom they stand."""
    yield ""
    yield f"  Mật khẩu chung: {PASSWORD}"
    for officer in OFFICERS:
        yield f"  {officer.username:<10} {officer.told}"


def build(*, at: datetime) -> None:
    """Make the accounts with their terms."""
    bodies = {body.key: body for body in Body.objects.filter(key__in=[officer.body for officer in OFFICERS])}
    for officer in OFFICERS:
        make(officer.username, officer.name, officer.office, bodies[officer.body], officer.roles, at=at)


def make(username: str, name: str, office: str, body: Body, roles: tuple[Role, ...], *, at: datetime) -> User:
    """One account with its roles for one body since the two-level government began."""
    made = actions.make_account(username=username, name=name, office=office, password=PASSWORD, by=None, at=at)
    for role in roles:
        actions.assign(made.user, body=body, role=role, valid_from=SINCE, by=None, at=at)
    return made.user


def acting(username: str, *, on: date) -> Actor:
    """The demo account as the actor of its only body."""
    return queries.acting(User.objects.get(username=username), on)[0].actor
