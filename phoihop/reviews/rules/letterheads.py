"""What a body puts on its papers (thể thức của cơ quan): the first suggestion, which people complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from phoihop.core.actor import Level, System

__all__ = ["Letterhead", "suggested"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The parts of a review that are not its text; lists are one item a line.

    ``acting`` holds lines such as "KT. Giám đốc": an authority and whose.
    """

    issuer: str = ""
    superior: str = ""
    symbol: str = ""
    place: str = ""
    addressees: str = ""
    recipients: str = ""
    acting: str = ""
    signer_title: str = ""
    signer_rank: str = ""
    signer: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> Letterhead:
        """From kept values; names that are no longer known are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: str(value) for name, value in kept.items() if name in known})

    def lines(self, name: str) -> tuple[str, ...]:
        """The items of a list."""
        return tuple(line.strip() for line in str(getattr(self, name)).splitlines() if line.strip())

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


_HEAD = {
    System.POLICE: {Level.COUNTRY: "Bộ trưởng", Level.PROVINCE: "Giám đốc", Level.COMMUNE: "Trưởng Công an xã"},
    System.FRONT: dict.fromkeys(Level, "Chủ tịch"),
    System.MASS: dict.fromkeys(Level, "Trưởng Ban"),
    System.GOVERNMENT: dict.fromkeys(Level, "Chủ tịch"),
}
_SYMBOLS = {
    (System.POLICE, Level.COUNTRY): "BCA-V05",
    (System.POLICE, Level.PROVINCE): "CAT-PV05",
    (System.POLICE, Level.COMMUNE): "CAX",
    (System.FRONT, Level.COUNTRY): "MTTW-BTT",
    (System.FRONT, Level.PROVINCE): "MTTQ-BTT",
    (System.FRONT, Level.COMMUNE): "MTTQ-BTT",
    (System.MASS, Level.COUNTRY): "BTGDVTW",
    (System.MASS, Level.PROVINCE): "BTGDVTU",
    (System.MASS, Level.COMMUNE): "BXDĐ",
    (System.GOVERNMENT, Level.PROVINCE): "UBND",
    (System.GOVERNMENT, Level.COMMUNE): "UBND",
}


def suggested(*, system: System, level: Level, body: str, place: str, superior: str) -> Letterhead:
    """The letterhead that a body usually needs; ``superior`` is the body of its line one level up.

    >>> suggested(system=System.FRONT, level=Level.PROVINCE, body="Ủy ban MTTQ Việt Nam tỉnh Ninh Bình",
    ...           place="Ninh Bình", superior="").issuer
    'Ban Thường trực'
    """
    head = _HEAD.get(system, {}).get(level, "Chủ tịch")
    archive = "Lưu Văn phòng." if system is System.MASS else "Lưu: VT."
    above = superior
    issuer = body
    acting = ""
    if system is System.FRONT:
        issuer, above, acting = "Ban Thường trực", body, "TM. Ban Thường trực"
    return Letterhead(
        issuer=issuer,
        superior=above,
        symbol=_SYMBOLS.get((system, level), ""),
        place=place,
        addressees=superior,
        recipients="\n".join(filter(None, ("Như trên" if superior else "", "Lãnh đạo cơ quan (để báo cáo)", archive))),
        acting=acting,
        signer_title=head,
    )
