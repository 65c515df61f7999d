"""Certificates of commendation (giấy khen, bằng khen) as PDF, placed in millimetres.

On blank stock everything is drawn: frame, motto, form. On pre-printed stock only what differs from one
to the next is printed, shifted by the offsets that the office measured on a trial sheet. The emblem is
the office's own file; none is shipped.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from phoihop.writing.pdf import compiled
from phoihop.writing.spelling import day_in_words, tones

__all__ = ["A4", "LARGE", "Certificate", "Stock", "write_certificates"]

_TEMPLATE = Path(__file__).with_name("certificate.typ")


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one certificate says, in the order in which it is read.

    ``authority`` gives it ("Giám đốc Công an tỉnh Ninh Bình"), ``form`` is what is given ("Giấy khen"),
    ``about`` the recipient's title or superior unit, ``gold_book`` the number in the register (số sổ vàng).
    """

    authority: str
    form: str
    recipient: str
    about: str
    achievement: str
    place: str
    day: date
    decision: str = ""
    gold_book: str = ""
    signer_title: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Stock:
    """The sheet (phôi): size and frame in millimetres, whether the fixed words are printed on it already.

    ``right`` and ``down`` move everything printed by as many millimetres, to meet the form on the sheet.
    """

    width: float
    height: float
    frame: float
    preprinted: bool = False
    right: float = 0
    down: float = 0


A4 = Stock(297, 210, 10)
LARGE = Stock(400, 300, 35)  # of ministries and provinces: frame 320 to 330 by 230


def write_certificates(
    certificates: Sequence[Certificate], stock: Stock = A4, *, emblem: bytes | None = None, sample: bool = False
) -> bytes:
    """Print certificates, one a page, as PDF. ``emblem`` is an SVG file; ``sample`` marks invented ones.

    Raises ``ValueError`` when there is nothing to print or an offset leaves the sheet.
    """
    if not certificates:
        raise ValueError("no certificate to print")
    if abs(stock.right) > stock.width / 4 or abs(stock.down) > stock.height / 4:
        raise ValueError("an offset beyond a quarter of the sheet")
    data = {
        "stock": asdict(stock),
        "sample": sample,
        "sheets": [_sheet(one) for one in certificates],
    }
    return compiled(
        _TEMPLATE.read_bytes(),
        {"certificates": json.dumps(data, ensure_ascii=False), "emblem": emblem.decode() if emblem else ""},
        dated=certificates[0].day,
    )


def _sheet(one: Certificate) -> dict[str, str]:
    words = {
        "authority": one.authority.upper(),
        "form": one.form.upper(),
        "recipient": one.recipient,
        "about": one.about,
        "achievement": one.achievement,
        "dated": f"{one.place}, {day_in_words(one.day)}",
        "decision": f"Số quyết định: {one.decision}" if one.decision else "",
        "gold_book": f"Số sổ vàng: {one.gold_book}" if one.gold_book else "",
        "signer_title": one.signer_title.upper(),
    }
    return {name: tones(text, "old") for name, text in words.items()} | {"signer": one.signer}
