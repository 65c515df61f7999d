"""Vietnamese print of numbers (cách viết số): dots group thousands, a comma starts the decimals."""

from decimal import ROUND_HALF_UP, Decimal

__all__ = ["COMPARATORS", "amount", "in_words", "number", "ordinal_zero", "percent", "stated"]

COMPARATORS = {
    "eq": "",
    "gt": "hơn",
    "ge": "ít nhất",
    "lt": "dưới",
    "le": "không quá",
    "approx": "khoảng",
    "near": "gần",
}

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")


def number(value: int | Decimal, *, places: int | None = None, sign: bool = False) -> str:
    """Print a number.

    ``places`` fixes the decimals (rounded half up); without it a ``Decimal`` keeps its own, less closing
    zeros. ``sign`` prints a plus before a rise.

    >>> number(1234567), number(Decimal("1234567.80")), number(Decimal("12.25"), places=1), number(5, sign=True)
    ('1.234.567', '1.234.567,8', '12,3', '+5')
    """
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, rest = f"{abs(exact):f}".partition(".")
    if places is None:
        rest = rest.rstrip("0")
    head = "-" if exact < 0 else "+" if sign and exact > 0 else ""
    return f"{head}{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def percent(part: int | Decimal, whole: int | Decimal, *, places: int = 1, sign: bool = False) -> str:
    """A share as a percentage; raises ``ZeroDivisionError`` where there is no whole.

    >>> percent(1012, 1718), percent(-3, 12, sign=True)
    ('58,9%', '-25%')
    """
    if not whole:
        raise ZeroDivisionError("a share of nothing")
    share = (Decimal(part) / Decimal(whole) * 100).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return number(share, sign=sign) + "%"


def ordinal_zero(value: int) -> str:
    """A count of people or collectives as official papers print it: below 10 with a zero.

    >>> ordinal_zero(2), ordinal_zero(12)
    ('02', '12')
    """
    return f"0{value}" if 0 < value < 10 else number(value)


def stated(value: int | Decimal, comparator: str = "eq", *, unit: str = "", places: int | None = None) -> str:
    """A number with its comparator word and its unit, as a sentence prints it.

    >>> stated(1500, "gt", unit="buổi"), stated(140, "near"), stated(20, "ge", unit="mô hình")
    ('hơn 1.500 buổi', 'gần 140', 'ít nhất 20 mô hình')
    """
    return " ".join(filter(None, (COMPARATORS[comparator], number(value, places=places), unit)))


def in_words(value: int) -> str:
    """A whole number in words (đọc số), as amounts of money are repeated in papers.

    >>> in_words(1005), in_words(24_000_115)
    ('một nghìn không trăm linh năm', 'hai mươi bốn triệu một trăm mười lăm')
    >>> in_words(2_000_000_000), in_words(31), in_words(55)
    ('hai tỷ', 'ba mươi mốt', 'năm mươi lăm')
    """
    if value < 0:
        return "âm " + in_words(-value)
    if value < 10:
        return _DIGITS[value]
    billions, below = divmod(value, 1_000_000_000)
    parts = [f"{in_words(billions)} tỷ"] if billions else []
    groups = [below // 1_000_000, below // 1000 % 1000, below % 1000]
    for i, group in enumerate(groups):
        if group:
            parts.append(_hundreds(group, full=bool(parts)) + _GROUPS[2 - i])
    return " ".join(parts)


def _hundreds(group: int, *, full: bool) -> str:
    """Words of 1 to 999; ``full`` reads the empty hundreds after a higher group."""
    hundred, ten, one = group // 100, group // 10 % 10, group % 10
    words = [f"{_DIGITS[hundred]} trăm"] if hundred or full else []
    if ten > 1:
        words.append(f"{_DIGITS[ten]} mươi")
    elif ten == 1:
        words.append("mười")
    elif one and words:
        words.append("linh")
    if one == 1 and ten > 1:
        words.append("mốt")
    elif one == 5 and ten:
        words.append("lăm")
    elif one:
        words.append(_DIGITS[one])
    return " ".join(words)


def amount(dong: int) -> str:
    """A sum of money in figures and words.

    >>> amount(1_500_000)
    '1.500.000 đồng (một triệu năm trăm nghìn đồng)'
    """
    return f"{number(dong)} đồng ({in_words(dong)} đồng)"
