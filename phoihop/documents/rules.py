"""When two printed mentions are one document, and what may be stored of a paper."""

from __future__ import annotations

import re

from phoihop.core.refusal import Refusal
from phoihop.core.text import fold
from phoihop.core.words import refusal_to_keep_reason
from phoihop.reading.screen import without_names

__all__ = [
    "INTERNAL",
    "dates_agree",
    "download_name",
    "is_narrowed",
    "kept_file_name",
    "number_key",
    "refusal_to_keep_scan",
    "scan_kind",
    "search_text",
]

#: Kinds of documents that a body writes for itself and those above it; the others are published instruments.
INTERNAL = ("report", "plan", "other")

_SPACES = re.compile(r"\s+")


def number_key(number: str) -> str:
    """A document number in one spelling (số, ký hiệu): press variants such as ``22- Ctr/ĐUCA`` fall together.

    >>> number_key("09/CTr-BCA-MTTW") == number_key(" 09/Ctr-BCA- MTTW")
    True
    """
    return _SPACES.sub("", number).replace("–", "-").upper()


def dates_agree(one: str, other: str) -> bool:
    """Whether two dates, each as far as known, may be one day.

    >>> dates_agree("2013-08-01", "2013"), dates_agree("", "2016"), dates_agree("2013-08", "2013-09")
    (True, True, False)
    """
    return one.startswith(other) or other.startswith(one)


def search_text(number: str, title: str, kind: str) -> str:
    """The folded text that a document is searched by."""
    return fold(f"{kind} {number} {title}")[:700]


def kept_file_name(name: str) -> str:
    """The name that a file is kept under (tên tệp): what tells who a private person is stands covered in it.

    >>> kept_file_name("Danh sách nghiện Nguyễn Văn Bình thôn 3.txt"), kept_file_name("Báo cáo quý III.docx")
    ('Danh sách nghiện ••• thôn 3.txt', 'Báo cáo quý III.docx')
    """
    spoken = name.replace("_", " ").replace("+", " ")
    return without_names(name) if refusal_to_keep_reason(spoken) else name


_OTHER_THAN_TEXT = re.compile(
    r"\.(?:docx?|docm|dotx|odt|xlsx?|xlsm|ods|pdf|html?|mht|rtf|pptx?|png|jpe?g|tiff?)$", re.IGNORECASE
)


def is_narrowed(title: str, media_type: str) -> bool:
    """Whether only the text of a file was kept, what tells of private people covered or taken out of it (bản đã lược).

    >>> is_narrowed("bieu.docx", "text"), is_narrowed("bieu.docx", "docx"), is_narrowed("bieu.txt", "text")
    (True, False, False)
    """
    return media_type == "text" and _OTHER_THAN_TEXT.search(title) is not None


def download_name(title: str, media_type: str) -> str:
    """The name under which a kept paper is handed out: that of the text where only its text was kept.

    >>> download_name("bieu.docx", "text"), download_name("bieu.docx", "docx")
    ('bieu-ban-da-luoc.txt', 'bieu.docx')
    """
    return f"{_OTHER_THAN_TEXT.sub('', title)}-ban-da-luoc.txt" if is_narrowed(title, media_type) else title


_SCANS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
#: What a PDF may lack and still be kept as a scan: letters. Anything else that stops the reader stops the scan.
_WITHOUT_LETTERS = ("empty", "needs_program")


def scan_kind(content: bytes) -> str | None:
    """What a scan is by its first bytes (loại bản chụp): pdf, jpeg or png; ``None`` for anything else.

    >>> scan_kind(b"%PDF-1.7"), scan_kind(b"MZ")
    ('pdf', None)
    """
    return next((kind for head, kind in _SCANS.items() if content.startswith(head)), None)


def refusal_to_keep_scan(
    *,
    size: int,
    limit: int,
    kind: str | None,
    failure: str | None = None,
    secret: str | None = None,
    people: int = 0,
    hidden: bool = False,
) -> Refusal | None:
    """Why a scan of a signed paper may not be kept; sizes in bytes.

    ``failure`` is why the reader stopped, ``secret`` the mark it met, ``people`` how many rows of private people;
    ``hidden`` says that one of these stands in remarks, properties or files inside.

    >>> refusal_to_keep_scan(size=1, limit=2, kind="pdf", hidden=True).code
    'hidden_in_scan'
    """
    if size == 0:
        return Refusal("documents", "empty_scan")
    if size > limit:
        return Refusal("documents", "large_scan", size=round(size / 2**20), limit=round(limit / 2**20))
    if kind is None:
        return Refusal("documents", "not_a_scan")
    if secret:
        return Refusal("documents", "secret_scan", mark=secret)
    if people:
        return Refusal("documents", "people_in_scan", rows=people)
    if hidden:
        return Refusal("documents", "hidden_in_scan")
    if failure and failure not in _WITHOUT_LETTERS:
        return Refusal("documents", "unreadable_scan")
    return None
