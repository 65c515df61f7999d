"""Hostile files in child processes: no crash of ours, no hang. ``FUZZ=10000`` in the environment runs the long way."""

import os
import random
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import typst
import xlsxwriter
from docx import Document

from phoihop.reading.load import CODES
from phoihop.reading.sandbox import Done, Failure, Worker

FONTS = Path(__file__).parents[2] / "fonts" / "paper"
COUNT = int(os.environ.get("FUZZ", "500"))
TEXT = "Ủy ban nhân dân tỉnh báo cáo: tổ chức 1.250 buổi, 87.500 lượt người dự; tặng Bằng khen 12 tập thể. "
RTF = (
    rb"{\rtf1\ansi{\fonttbl{\f0 .VnTime;}}\f0 B\'b8o c\'b8o \u7893? 12 bu\u7893?i\par {\b x} \trowd a\cell b\cell\row}"
)


def docx() -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.add_heading("I. Kết quả", 1)
    for style in ("List Number", "List Bullet", "Normal"):
        document.add_paragraph(TEXT * 2, style=style)
    table = document.add_table(3, 4)
    table.style = "Table Grid"
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            cell.text = ("Chỉ tiêu", "ĐVT", "2024", "2025")[at]
    table.cell(0, 1).merge(table.cell(1, 2))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Năm 2025")
    sheet.merge_range("A1:D1", "BIỂU SỐ LIỆU")
    sheet.write_row("A3", ["Stt", "Chỉ tiêu", "ĐVT", "2025"])
    for row in range(4, 12):
        sheet.write_row(f"A{row}", [row, "Buổi tuyên truyền", "buổi", row * 1.5])
    book.close()
    return out.getvalue()


def ods() -> bytes:
    name = "urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"
    names = " ".join(f'xmlns:{each}="{name.format(each)}"' for each in ("office", "table", "text"))
    cell = '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
    rows = f"<table:table-row>{cell * 4}</table:table-row>" * 5
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{name.format("manifest")}"/>')
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
            f'<table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return out.getvalue()


def pdf() -> bytes:
    source = f'#set text(font: "Tinos")\n{TEXT * 5}\n#table(columns: 3, [Chỉ tiêu], [ĐVT], [2025], [a], [buổi], [12])'
    return typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, format="pdf")


def html() -> bytes:
    return f"<html><head><title>Tin</title></head><body><article><p>{TEXT * 4}</p></article></body></html>".encode()


SEEDS = {
    "docx": docx(),
    "xlsx": xlsx(),
    "ods": ods(),
    "pdf": pdf(),
    "html": html(),
    "rtf": RTF,
    "text": (TEXT * 5).encode(),
    "tcvn3": "Uû ban nh©n d©n tØnh b¸o c¸o kÕt qu¶ thùc hiÖn ch­¬ng tr×nh phèi hîp".encode("latin-1"),
    "utf-16": (TEXT * 3).encode("utf-16"),
}
SIGNS = [
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&",
    b'"',
    b"<!DOCTYPE a>",
    b"%s%n",
    b"9" * 40,
    b"-1",
    b"../",
    "Ệ".encode(),
    b"obj",
    b"/",
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few flips, cuts, insertions, repetitions and swaps."""
    body = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3, 8, 30])):
        if not body:
            break
        at = chance.randrange(len(body))
        length = chance.choice([1, 1, 2, 4, 16, 200])
        match chance.randrange(6):
            case 0:
                body[at] ^= 1 << chance.randrange(8)
            case 1:
                del body[at : at + length]
            case 2:
                body[at:at] = chance.choice(SIGNS)
            case 3:
                body[at:at] = body[at : at + length] * chance.choice([1, 2, 50])
            case 4:
                other = chance.randrange(len(body))
                body[at : at + length] = body[other : other + length]
            case _:
                body[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
    return bytes(body[: chance.randrange(1, len(body) + 1)] if body and chance.random() < 0.1 else body)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """The zip with one of its parts mutated, dropped, doubled, renamed or swapped with another."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    at = chance.choice([n for n, part in enumerate(parts) if part[0].endswith((".xml", ".rels"))] + [0])
    name, content = parts[at]
    match chance.randrange(8):
        case 0:
            del parts[at]
        case 1:
            parts.append((f"{name}{chance.choice(['', '.xml', '/x'])}", content))
        case 2:
            parts[at] = (chance.choice(["../../x", "/etc/x", "x" * 300, name.upper()]), content)
        case 3:
            parts[at] = (name, chance.choice(parts)[1])
        case _:
            parts[at] = (name, mutated(content, chance))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, body in dict(parts).items():
            archive.writestr(part, body)
    return out.getvalue()


def mutants(count: int, seed: int = 31) -> Iterator[bytes]:
    """Seeded hostile files of every kind that needs no outside program."""
    chance = random.Random(seed)
    kinds = sorted(SEEDS)
    for at in range(count):
        kind = kinds[at % len(kinds)]
        data = SEEDS[kind]
        if data.startswith(b"PK") and chance.random() < 0.6:
            data = repacked(data, chance)
        elif chance.random() < 0.05:
            other = SEEDS[chance.choice(kinds)]
            data = data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]
        yield mutated(data, chance) if chance.random() < 0.7 or data == SEEDS[kind] else data


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return packed({**{part: archive.read(part) for part in archive.namelist()}, name: content})


WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
BOMBS = {
    "ratio": (with_part(SEEDS["docx"], "word/document.xml", WORD + b" " * 60_000_000), "bomb"),
    "size": (with_part(SEEDS["xlsx"], "xl/media/a.bin", bytes(210_000_000)), "bomb"),
    "entries": (packed({"[Content_Types].xml": b"x", **{f"word/{n}.xml": b"" for n in range(4000)}}), "bomb"),
    "laughs": (
        with_part(SEEDS["docx"], "word/document.xml", b'<!DOCTYPE l [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + WORD),
        "bomb",
    ),
    "outside": (
        with_part(SEEDS["docx"], "word/document.xml", b'<!DOCTYPE a SYSTEM "file:///etc/passwd">' + WORD),
        "bomb",
    ),
    "depth": (with_part(SEEDS["docx"], "word/document.xml", WORD + b"<w:p>" * 5000), "damaged"),
    "nested html": (b"<html><body>" + b"<div>" * 200_000, None),
    "wide span": (
        with_part(
            SEEDS["docx"],
            "word/document.xml",
            WORD
            + b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'
            b"</w:tr></w:tbl></w:body></w:document>",
        ),
        None,
    ),
    "page tree": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9999999>>endobj",
        None,
    ),
    "one line": (b"a" * 3_000_000, None),
    "digits": (b"9." * 400_000, None),
    "braces": (b"{\\rtf1" + b"{" * 100_000, None),
    "eicar": (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", None),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_bombs_are_refused_or_read_within_the_limits(name):
    data, code = BOMBS[name]
    began = time.monotonic()
    with Worker() as worker:
        outcome = worker.read(data, seconds=20, facts=False)

    assert isinstance(outcome, Done) or outcome.code in CODES, outcome
    assert code is None or (isinstance(outcome, Failure) and outcome.code == code)
    assert time.monotonic() - began < 15


def test_no_mutant_crashes_or_hangs_a_reader():
    strange = []
    read = 0
    slowest = 0.0
    with Worker() as worker:
        for at, data in enumerate(mutants(COUNT)):
            began = time.monotonic()
            outcome = worker.read(data, seconds=10)
            slowest = max(slowest, time.monotonic() - began)
            read += isinstance(outcome, Done)
            if isinstance(outcome, Failure) and outcome.code not in CODES:
                strange.append((at, outcome))

    assert strange == []
    assert 0 < read < COUNT
    assert slowest < 5
