"""Vietnamese of the years before Unicode: TCVN3 (ABC) and VNI, told from other text and converted.

Both put Vietnamese letters where Western fonts have others, so that a file read as Latin text shows
"Uû ban nh©n d©n" (TCVN3) or "UÛy ban nhaân daân" (VNI). The font's name tells (".VnTime", "VNI-Times");
without one the share of possible syllables before and after conversion does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from phoihop.reading.patterns import regex

__all__ = ["Encoding", "convert", "encoding_of_font", "guess", "vietnamese_share"]

Encoding = Literal["tcvn3", "tcvn3-capitals", "vni"]

# TCVN 5712:1993 VN3: one byte a letter; capitals with a mark are the same bytes in a font whose name ends in H.
_TCVN3_BYTES: Final = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3: Final = {chr(start + n): letter for start, run in _TCVN3_BYTES.items() for n, letter in enumerate(run)}

# VNI for Windows: a base letter and, mostly, a second sign for its marks. Row = base, columns = signs.
_VNI_SIGNS: Final = {"a": "ùøûõïâáàåãäêéèúüë", "o": "ùøûõïâáàåãä", "e": "ùøûõïâáàåãä", "u": "ùøûõï", "y": "ùøûõ"}
_VNI_LETTERS: Final = {"a": "áàảãạâấầẩẫậăắằẳẵặ", "o": "óòỏõọôốồổỗộ", "e": "éèẻẽẹêếềểễệ", "u": "úùủũụ", "y": "ýỳỷỹ"}
_VNI_HORNED: Final = {"ô": ("ơ", "ớờởỡợ"), "ö": ("ư", "ứừửữự")}
_VNI_ALONE: Final = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for base, signs in _VNI_SIGNS.items():
        table |= {base + sign: letter for sign, letter in zip(signs, _VNI_LETTERS[base], strict=True)}
    for base, (_, letters) in _VNI_HORNED.items():
        table |= {base + sign: letter for sign, letter in zip("ùøûõï", letters, strict=True)}
    whole = dict(table)
    for code, letter in table.items():
        whole[code.upper()] = letter.upper()
        whole[code[0].upper() + code[1:]] = letter.upper()
        whole[code[0] + code[1:].upper()] = letter  # a sign typed with the shift key held too long
    return whole


VNI: Final = _vni()
_VNI_CODE: Final = regex("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_TCVN3_SIGNS: Final = frozenset(TCVN3)
_VNI_MARKS: Final = frozenset("ùøûõïâáàåãäêéèúüëñöæîÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜËÑÖÆÎôÔíìóòÍÌÓÒ")


def encoding_of_font(name: str | None) -> Encoding | None:
    """The legacy encoding that a font name stands for; ``None`` for every other font.

    >>> encoding_of_font(".VnTimeH"), encoding_of_font("ABCDEF+VNI-Times"), encoding_of_font("Times New Roman")
    ('tcvn3-capitals', 'vni', None)
    """
    if not name:
        return None
    plain = name.rpartition("+")[2].lstrip(".").casefold()
    if plain.startswith("vn") and not plain.startswith("vni"):
        stem = re.split(r"[-, ]", plain)[0]
        return "tcvn3-capitals" if stem.endswith("h") else "tcvn3"
    if plain.startswith(("vni-", "vni ")):
        return "vni"
    return None


def convert(text: str, encoding: Encoding) -> str:
    """The text in Unicode (NFC); signs outside the legacy table stay as they are.

    >>> convert("Uû ban nh©n d©n", "tcvn3"), convert("UÛy ban nhaân daân", "vni")
    ('Uỷ ban nhân dân', 'Ủy ban nhân dân')
    """
    if encoding == "vni":
        return unicodedata.normalize("NFC", _VNI_CODE.sub(lambda found: VNI[found[0]], text))
    done = "".join(TCVN3.get(sign, sign) for sign in text)
    return done.upper() if encoding == "tcvn3-capitals" else done


# What can be a Vietnamese syllable, written without its tone.
_ONSET: Final = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
_RHYME: Final = (
    "(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ă|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|em|en|eng|eo|ep|et"
    "|ê|êch|êm|ên|ênh|êp|êt|êu|i|ia|ich|im|in|inh|ip|it|iu|iêc|iêm|iên|iêng|iêp|iêt|iêu|yêm|yên|yêt|yêu|y"
    "|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi|om|on|ong|op|ot"
    "|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uênh|ui|um|un|ung|uơ|up|ut|uya|uych"
    "|uyên|uyêt|uynh|uyt|uyu|uy|uôc|uôi|uôm|uôn|uông|uôt|ư|ưa|ưc|ưi|ưm|ưn|ưng|ưt|ưu|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu)"
)
_SYLLABLE: Final = regex(_ONSET + _RHYME)
_TONES: Final = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD: Final = regex(r"[^\W\d_]+(?:[\u00a1-\u00bf\u00d7\u00f7]*[^\W\d_]*)*")


@lru_cache(maxsize=4096)
def _possible(word: str) -> bool:
    plain = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)) is not None


_FOREIGN = regex(r"[\x00-\x7f]+")
_ONLY_UNICODE = regex("[\u1ea0-\u1ef9]")


def vietnamese_share(text: str) -> float:
    """The share of words that can be Vietnamese syllables, 0 to 1; words of ASCII alone are not counted.

    Plain letters say nothing about an encoding: "ban", "nam" are the same in each of them.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_possible, words)) / len(words) if words else 0.0


def guess(text: str) -> Encoding | None:
    """The legacy encoding that a text without font names is in; ``None`` where it is Unicode or not Vietnamese.

    >>> guess("Uû ban nh©n d©n tØnh b¸o c¸o kÕt qu¶"), guess("Ủy ban nhân dân tỉnh báo cáo kết quả")
    ('tcvn3', None)
    """
    text = text[:20_000]
    foreign = _FOREIGN.sub("", text)
    if len(foreign) < 3 or len(_ONLY_UNICODE.findall(foreign)) * 10 > len(foreign):
        return None  # plain letters, or letters that only Unicode has
    best: Encoding | None = None
    share = max(vietnamese_share(unicodedata.normalize("NFC", text)), 0.5)
    candidates: tuple[tuple[Encoding, frozenset[str]], ...] = (("tcvn3", _TCVN3_SIGNS), ("vni", _VNI_MARKS))
    for encoding, signs in candidates:
        if not any(sign in signs for sign in text):
            continue
        after = vietnamese_share(convert(text, encoding))
        if after > share + 0.15:
            best, share = encoding, after - 0.15
    return best
