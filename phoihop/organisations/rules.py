"""The bodies of each system and their printed names: which stand where, since when, called what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from phoihop.core.actor import Level, System
from phoihop.core.validity import BEGINNING

__all__ = [
    "DEPARTMENTS",
    "LINES",
    "NEW_MAP",
    "NO_COMMUNE_POLICE",
    "Department",
    "Line",
    "committee",
    "printed",
]

NEW_MAP = date(2025, 7, 1)
#: The day on which the merged commission of the centre was made public; each province's own day lies close to it.
COMMISSIONS_MERGED = date(2025, 2, 3)
#: Police of districts closed; the State's district bodies went on for four months.
DISTRICT_POLICE_CLOSED = date(2025, 3, 1)
DEPARTMENT_RENAMED = date(2018, 8, 6)
COMMISSIONS_ACT = "Quyết định của Bộ Chính trị công bố ngày 03/2/2025 hợp nhất hai ban"
DEPARTMENT_ACT = "Nghị định số 01/2018/NĐ-CP ngày 06/8/2018"

#: Special zones without a commune police: Hoàng Sa, Trường Sa.
NO_COMMUNE_POLICE = frozenset({"xa:20333", "xa:22736"})


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of body of a system (loại cơ quan): its names by level, and when each level has it.

    ``names`` holds a full and a short pattern; ``{unit}`` is the unit's full name, ``{name}`` its name
    alone, ``{committee}`` its Party committee (Tỉnh ủy Ninh Bình). ``ends`` gives the first day without
    it, ``begins`` the first day with it. ``suffix`` tells bodies of one system at one place apart.
    """

    system: System
    names: Mapping[Level, tuple[str, str]]
    suffix: str = ""
    begins: Mapping[Level, date] | None = None
    ends: Mapping[Level, date] | None = None
    #: The levels at which units of the old map have it too.
    old_levels: frozenset[Level] = frozenset({Level.PROVINCE})
    legal_act: str = ""

    def span(self, level: Level, valid_from: date, valid_to: date | None) -> tuple[date, date | None] | None:
        """When a unit of that span has the body; ``None`` where never.

        >>> LINES[0].span(Level.DISTRICT, BEGINNING, NEW_MAP)
        (datetime.date(2000, 1, 1), datetime.date(2025, 3, 1))
        """
        if level not in self.names:
            return None
        first = max(valid_from, (self.begins or {}).get(level, BEGINNING))
        end = (self.ends or {}).get(level)
        last = min((day for day in (valid_to, end) if day is not None), default=None)
        return (first, last) if last is None or first < last else None


_EVERYWHERE = frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE})

LINES: tuple[Line, ...] = (
    Line(
        System.POLICE,
        {
            Level.COUNTRY: ("Bộ Công an", "Bộ Công an"),
            Level.PROVINCE: ("Công an {unit}", "Công an {unit}"),
            Level.DISTRICT: ("Công an {unit}", "Công an {unit}"),
            Level.COMMUNE: ("Công an {unit}", "Công an {unit}"),
        },
        ends={Level.DISTRICT: DISTRICT_POLICE_CLOSED},
        old_levels=_EVERYWHERE,
    ),
    Line(
        System.FRONT,
        {
            Level.COUNTRY: ("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "UBTW MTTQ Việt Nam"),
            Level.PROVINCE: ("Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", "MTTQ {unit}"),
            Level.DISTRICT: ("Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", "MTTQ {unit}"),
            Level.COMMUNE: ("Ủy ban Mặt trận Tổ quốc Việt Nam {unit}", "MTTQ {unit}"),
        },
        old_levels=_EVERYWHERE,
    ),
    Line(
        System.MASS,
        {
            Level.COUNTRY: ("Ban Dân vận Trung ương", "Ban Dân vận TW"),
            Level.PROVINCE: ("Ban Dân vận {committee}", "Ban Dân vận {committee}"),
            Level.DISTRICT: ("Ban Dân vận {committee}", "Ban Dân vận {committee}"),
            Level.COMMUNE: ("Khối Dân vận {unit}", "Khối Dân vận {unit}"),
        },
        suffix="ban-dan-van",
        ends={
            Level.COUNTRY: COMMISSIONS_MERGED,
            Level.PROVINCE: COMMISSIONS_MERGED,
            Level.DISTRICT: COMMISSIONS_MERGED,
            Level.COMMUNE: NEW_MAP,
        },
        old_levels=_EVERYWHERE,
    ),
    Line(
        System.MASS,
        {
            Level.COUNTRY: ("Ban Tuyên giáo và Dân vận Trung ương", "Ban TG&DV TW"),
            Level.PROVINCE: ("Ban Tuyên giáo và Dân vận {committee}", "Ban TG&DV {committee}"),
            Level.DISTRICT: ("Ban Tuyên giáo và Dân vận {committee}", "Ban TG&DV {committee}"),
            Level.COMMUNE: ("Ban Xây dựng Đảng, Đảng ủy {unit}", "Ban XDĐ {unit}"),
        },
        begins={
            Level.COUNTRY: COMMISSIONS_MERGED,
            Level.PROVINCE: COMMISSIONS_MERGED,
            Level.DISTRICT: COMMISSIONS_MERGED,
            Level.COMMUNE: NEW_MAP,
        },
        old_levels=_EVERYWHERE,
        legal_act=COMMISSIONS_ACT,
    ),
    Line(
        System.UNION,
        {
            Level.COUNTRY: ("Tổng Liên đoàn Lao động Việt Nam", "Tổng LĐLĐ Việt Nam"),
            Level.PROVINCE: ("Liên đoàn Lao động {unit}", "LĐLĐ {unit}"),
            Level.COMMUNE: ("Công đoàn {unit}", "Công đoàn {unit}"),
        },
        begins={Level.COMMUNE: NEW_MAP},
    ),
    Line(
        System.FARMERS,
        {
            Level.COUNTRY: ("Trung ương Hội Nông dân Việt Nam", "TW Hội Nông dân"),
            Level.PROVINCE: ("Hội Nông dân {unit}", "Hội Nông dân {unit}"),
            Level.COMMUNE: ("Hội Nông dân {unit}", "Hội Nông dân {unit}"),
        },
    ),
    Line(
        System.YOUTH,
        {
            Level.COUNTRY: ("Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh", "TW Đoàn"),
            Level.PROVINCE: ("Đoàn Thanh niên Cộng sản Hồ Chí Minh {unit}", "Đoàn Thanh niên {unit}"),
            Level.COMMUNE: ("Đoàn Thanh niên Cộng sản Hồ Chí Minh {unit}", "Đoàn Thanh niên {unit}"),
        },
    ),
    Line(
        System.WOMEN,
        {
            Level.COUNTRY: ("Trung ương Hội Liên hiệp Phụ nữ Việt Nam", "TW Hội LHPN"),
            Level.PROVINCE: ("Hội Liên hiệp Phụ nữ {unit}", "Hội LHPN {unit}"),
            Level.COMMUNE: ("Hội Liên hiệp Phụ nữ {unit}", "Hội LHPN {unit}"),
        },
    ),
    Line(
        System.VETERANS,
        {
            Level.COUNTRY: ("Trung ương Hội Cựu chiến binh Việt Nam", "TW Hội CCB"),
            Level.PROVINCE: ("Hội Cựu chiến binh {unit}", "Hội CCB {unit}"),
            Level.COMMUNE: ("Hội Cựu chiến binh {unit}", "Hội CCB {unit}"),
        },
    ),
    Line(
        System.GOVERNMENT,
        {
            Level.COUNTRY: ("Chính phủ", "Chính phủ"),
            Level.PROVINCE: ("Ủy ban nhân dân {unit}", "UBND {unit}"),
            Level.COMMUNE: ("Ủy ban nhân dân {unit}", "UBND {unit}"),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Department:
    """A body inside another of its system (đơn vị trực thuộc), with dated names."""

    system: System
    level: Level
    suffix: str
    names: tuple[tuple[date, str, str, str], ...]


DEPARTMENTS: tuple[Department, ...] = (
    Department(
        System.POLICE,
        Level.COUNTRY,
        "V05",
        (
            (BEGINNING, "Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc (V28), Bộ Công an", "Cục V28", ""),
            (
                DEPARTMENT_RENAMED,
                "Cục Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc (V05), Bộ Công an",
                "Cục V05",
                DEPARTMENT_ACT,
            ),
        ),
    ),
    Department(
        System.POLICE,
        Level.COUNTRY,
        "DU",
        ((BEGINNING, "Đảng ủy Công an Trung ương", "Đảng ủy Công an TW", ""),),
    ),
    Department(
        System.POLICE,
        Level.PROVINCE,
        "PV05",
        (
            (BEGINNING, "Phòng Xây dựng phong trào bảo vệ an ninh Tổ quốc (PV28), Công an {unit}", "PV28 {unit}", ""),
            (
                DEPARTMENT_RENAMED,
                "Phòng Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc (PV05), Công an {unit}",
                "PV05 {unit}",
                DEPARTMENT_ACT,
            ),
        ),
    ),
)


def committee(kind: str, name: str) -> str:
    """The Party committee of a province or district (cấp ủy).

    >>> committee("tỉnh", "Ninh Bình"), committee("thành phố", "Hải Phòng"), committee("quận", "1")
    ('Tỉnh ủy Ninh Bình', 'Thành ủy Hải Phòng', 'Quận ủy 1')
    """
    word = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"}
    return f"{word[kind]} {name}" if kind in word else f"Đảng ủy {kind} {name}"


def printed(pattern: str, *, unit: str, kind: str, name: str) -> str:
    """A body's name from its pattern and the unit of a day (tên cơ quan).

    >>> printed("Công an {unit}", unit="tỉnh Ninh Bình", kind="tỉnh", name="Ninh Bình")
    'Công an tỉnh Ninh Bình'
    >>> printed("Ban Dân vận {committee}", unit="tỉnh Hà Tĩnh", kind="tỉnh", name="Hà Tĩnh")
    'Ban Dân vận Tỉnh ủy Hà Tĩnh'
    """
    return pattern.format(unit=unit, name=name, committee=committee(kind, name) if "{committee}" in pattern else "")
