"""What a file really is, told from its content; its name is only compared."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from typing import Final

from phoihop.reading.load.refused import LoadRefused
from phoihop.reading.patterns import regex

__all__ = ["check_name", "kind_of", "wide"]

# Kinds whose names may stand for one another: a page saved as text, a table of values, a form with macros.
_BY_ENDING: Final = {
    ".docx": {"docx"},
    ".docm": {"docx"},
    ".dotx": {"docx"},
    ".doc": {"doc"},
    ".dot": {"doc"},
    ".rtf": {"rtf"},
    ".xlsx": {"xlsx"},
    ".xlsm": {"xlsx"},
    ".xlsb": {"xlsb"},
    ".xls": {"xls"},
    ".ods": {"ods"},
    ".odt": {"odt"},
    ".pdf": {"pdf"},
    ".html": {"html", "text"},
    ".htm": {"html", "text"},
    ".mhtml": {"text"},
    ".txt": {"text", "html"},
    ".md": {"text", "html"},
    ".csv": {"text"},
    ".tsv": {"text"},
}
_OTHERS: Final = regex(r"\.(?:jpe?g|png|gif|zip|rar|7z|exe|mp[34]|pptx?|json|xml)")
_HTML: Final = regex(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OPENDOCUMENT: Final = "application/vnd.oasis.opendocument."


def kind_of(data: bytes) -> str:
    """The kind of a file's content: docx, xlsx, xlsb, ods, odt, doc, xls, rtf, pdf, html, text.

    Raises ``LoadRefused``: empty, damaged, encrypted, unsupported.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise LoadRefused("empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data)
    if data[:5].lower() == b"{\\rtf":
        return "rtf"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    if _is_text(data):
        return "text"
    raise LoadRefused("unsupported", found=_other(data))


def check_name(name: str | None, kind: str) -> None:
    """Refuse a file whose name says another kind than its content (``kind_mismatch``)."""
    ending = PurePath(name or "").suffix.lower()
    expected = _BY_ENDING.get(ending)
    if (_OTHERS.fullmatch(ending) and kind != "text") or (expected and kind not in expected):
        raise LoadRefused("kind_mismatch", said=ending.removeprefix("."), found=kind)


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
    except Exception as error:  # whatever a broken directory raises, it is a broken directory
        raise LoadRefused("damaged", kind="zip", part="zip") from error
    if mimetype.startswith(_OPENDOCUMENT):
        form = mimetype.removeprefix(_OPENDOCUMENT).partition("-template")[0]
        if form in ("spreadsheet", "text"):
            return {"spreadsheet": "ods", "text": "odt"}[form]
        raise LoadRefused("unsupported", found=f"opendocument {form}")
    if "[Content_Types].xml" in names:
        for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb")):
            if part in names:
                return kind
        if any(name.startswith("ppt/") for name in names):
            raise LoadRefused("unsupported", found="pptx")
        # The main part may carry another name: the package's own relation says which it is.
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
    raise LoadRefused("unsupported", found="zip")


def _compound(data: bytes) -> str:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise LoadRefused("encrypted", kind="office")
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise LoadRefused("unsupported", found="ole")


def wide(head: bytes) -> str | None:
    """The form of UTF-16 that bytes without a mark are in, else ``None``: its zeros stand in one place of each pair."""
    low, high = head[::2].count(0), head[1::2].count(0)
    for code, zeros, others in (("utf-16-le", high, low), ("utf-16-be", low, high)):
        if zeros * 10 > len(head) and not others:
            return code
    return None


def _is_text(data: bytes) -> bool:
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if wide(head):
        return True
    control = sum(head.count(byte) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return control * 200 <= len(head)


def _other(data: bytes) -> str:
    import puremagic  # here: only files that are refused need it

    try:
        found: str = puremagic.from_string(data[:65_536])
    except (puremagic.PureError, ValueError, IndexError):
        found = ""
    return found.removeprefix(".") or "unknown"
