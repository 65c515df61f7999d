"""Who acts: an account holding roles for one body, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["TW_CHAIN", "Actor", "Level", "Role", "System"]

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
