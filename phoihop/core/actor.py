"""Who acts: an account holding roles for one body, on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["OPENS", "TW_CHAIN", "Actor", "Level", "Matter", "Role", "System"]

TW_CHAIN = "TW"


class Role(StrEnum):
    """What an account may do for its body (vai trò)."""

    ENTRY = "entry"  # nhập
    APPROVAL = "approval"  # duyệt
    COMPILER = "compiler"  # tổng hợp
    SECRETARY = "secretary"  # thư ký hội nghị
    COMMENDATION = "commendation"  # thi đua khen thưởng
    LEADER = "leader"  # lãnh đạo
    ADMIN = "admin"  # quản trị


class Matter(StrEnum):
    """What a page or record is about, as far as roles open it (mảng công việc)."""

    PROGRAMMES = "programmes"  # chương trình
    PAPERS = "papers"  # văn bản, tiếp nhận
    FIGURES = "figures"  # số liệu tổng hợp
    REPORTS = "reports"  # báo cáo từng đơn vị
    REVIEWS = "reviews"  # sơ kết, tổng kết
    CONFERENCES = "conferences"  # hội nghị
    AWARDS = "awards"  # khen thưởng


_ALL = frozenset(Matter)
#: What each role may read. An administrator looks after accounts and reads no content.
OPENS: Mapping[Role, frozenset[Matter]] = {
    Role.ENTRY: _ALL,
    Role.APPROVAL: _ALL,
    Role.COMPILER: _ALL,
    Role.LEADER: _ALL,
    Role.SECRETARY: _ALL - {Matter.REPORTS},
    Role.COMMENDATION: _ALL - {Matter.REPORTS, Matter.REVIEWS},
    Role.ADMIN: frozenset(),
}


class System(StrEnum):
    """The line of bodies that an organisation belongs to (hệ thống)."""

    POLICE = "cong_an"  # Công an
    FRONT = "mttq"  # Mặt trận Tổ quốc
    MASS = "dan_van"  # Dân vận, from 2025 Tuyên giáo và Dân vận
    UNION = "cong_doan"  # Công đoàn
    FARMERS = "nong_dan"  # Hội Nông dân
    YOUTH = "thanh_nien"  # Đoàn Thanh niên
    WOMEN = "phu_nu"  # Hội Liên hiệp Phụ nữ
    VETERANS = "cuu_chien_binh"  # Hội Cựu chiến binh
    GOVERNMENT = "chinh_quyen"  # Ủy ban nhân dân
    OTHER = "khac"


class Level(StrEnum):
    """The level of a place or body (cấp): trung ương, tỉnh, huyện (until 30/6/2025), xã."""

    COUNTRY = "tw"
    PROVINCE = "tinh"
    DISTRICT = "huyen"
    COMMUNE = "xa"


@dataclass(frozen=True, slots=True)
class Actor:
    """An account acting for one body with the roles it holds there today (người thao tác).

    ``chain`` is the audit chain of the acting body: its province's code, or ``"TW"``.
    """

    account_id: int
    name: str
    body_id: int
    place_id: int
    system: System
    level: Level
    roles: frozenset[Role]
    chain: str

    def may(self, *roles: Role) -> bool:
        """Whether the actor holds any of the given roles."""
        return not self.roles.isdisjoint(roles)

    def reads(self, matter: Matter) -> bool:
        """Whether any of the actor's roles opens a matter."""
        return any(matter in OPENS[role] for role in self.roles)
