"""Papers of our own making as a province gets them from its communes: every kind of file, good ones and bad ones."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import typst
import xlsxwriter

from phoihop.reading.load.legacy import TCVN3

__all__ = ["BAD", "GOOD", "Made", "made"]

FONTS = Path(__file__).resolve().parents[2] / "fonts/paper"
PLACES = [
    "Thạch Hà",
    "Cẩm Bình",
    "Đức Thọ",
    "Can Lộc",
    "Kỳ Xuân",
    "Hương Khê",
    "Vũ Quang",
    "Nghi Xuân",
    "Lộc Hà",
    "Toàn Lưu",
]


@dataclass(frozen=True, slots=True)
class Made:
    """One file: its name, its bytes, the figures that it states by indicator, or the code that it is refused with."""

    name: str
    content: bytes
    says: Mapping[str, int]
    refused: str = ""


def _numbers(at: int) -> dict[str, int]:
    return {"TT01": 21 + at, "TT02": 3120 + 37 * at, "NT01": 40 + 3 * at}


def _place(at: int) -> str:
    return PLACES[at % len(PLACES)]


def _dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _sentence(at: int) -> str:
    said = {code: _dotted(value) for code, value in _numbers(at).items()}
    return (
        f"Năm 2026, Công an xã {_place(at)} phối hợp với Ủy ban MTTQ Việt Nam xã tổ chức {said['TT01']} buổi "
        f"tuyên truyền với {said['TT02']} lượt người dự. Năm 2026, nhân dân cung cấp {said['NT01']} nguồn tin."
    )


def _lines(at: int) -> list[str]:
    return [
        f"CÔNG AN XÃ {_place(at).upper()}",
        f"Số: {12 + at}/BC-CAX",
        "BÁO CÁO",
        "Kết quả thực hiện chương trình phối hợp năm 2026",
        _sentence(at),
        "Khó khăn: địa bàn rộng sau sắp xếp, lực lượng ở cơ sở còn mỏng.",
    ]


def _rows(at: int) -> list[list[object]]:
    said = _numbers(at)
    return [
        ["Stt", "Chỉ tiêu", "Đơn vị tính", "Năm 2026"],
        [1, "Buổi tuyên truyền, vận động tập trung", "buổi", said["TT01"]],
        [2, "Lượt người dự tuyên truyền", "lượt người", said["TT02"]],
        [3, "Nguồn tin nhân dân cung cấp về ANTT", "tin", said["NT01"]],
    ]


def a_text(at: int) -> Made:
    return Made(f"{at:03}-bao-cao.txt", "\n\n".join(_lines(at)).encode(), _numbers(at))


def an_old_text(at: int) -> Made:
    """In TCVN3, the encoding of the years before Unicode."""
    letters = {letter: sign for sign, letter in TCVN3.items()}
    said = "\n\n".join(line if line[:2] != "CÔ" else line.capitalize() for line in _lines(at))
    content = "".join(letters.get(letter, letter) for letter in said).encode("latin-1", "replace")
    return Made(f"{at:03}-bao-cao-tcvn3.txt", content, _numbers(at))


def a_page(at: int) -> Made:
    body = "".join(f"<p>{line}</p>" for line in _lines(at))
    html = f"<html><head><title>Báo cáo</title></head><body><nav>Trang chủ</nav><article>{body}</article></body></html>"
    return Made(f"{at:03}-tin.html", html.encode(), _numbers(at))


def _document(at: int, *, with_table: bool) -> bytes:
    document = docx.Document()
    for line in _lines(at)[: 4 if with_table else None]:
        document.add_paragraph(line)
    if with_table:
        table = document.add_table(0, 4)
        table.style = "Table Grid"
        for row in _rows(at):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = _dotted(text) if isinstance(text, int) else str(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_word_report(at: int) -> Made:
    return Made(f"{at:03}-bao-cao.docx", _document(at, with_table=False), _numbers(at))


def a_word_table(at: int) -> Made:
    return Made(f"{at:03}-bieu.docx", _document(at, with_table=True), _numbers(at))


def a_sheet(at: int) -> Made:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Biểu 02")
    sheet.write(0, 0, f"BIỂU SỐ LIỆU CÔNG AN XÃ {_place(at).upper()}")
    for number, row in enumerate(_rows(at), start=2):
        sheet.write_row(number, 0, row)
    book.close()
    return Made(f"{at:03}-bieu-02.xlsx", out.getvalue(), _numbers(at))


def _pdf(at: int) -> bytes:
    said = "\n\n".join(_lines(at)).replace("#", "")
    source = f'#set page(paper: "a4", margin: 2cm)\n#set text(font: "Tinos", size: 13pt, lang: "vi")\n{said}'
    return typst.compile(source.encode(), font_paths=[str(FONTS)])


def a_pdf(at: int) -> Made:
    return Made(f"{at:03}-bao-cao.pdf", _pdf(at), _numbers(at))


def a_scan(at: int) -> Made:
    """A picture of a page without letters."""
    page = pypdfium2.PdfDocument(_pdf(at))[0]
    out = io.BytesIO()
    page.render(scale=200 / 72, grayscale=True).to_pil().save(out, "pdf", resolution=200)
    return Made(f"{at:03}-ban-quet.pdf", out.getvalue(), _numbers(at) if shutil.which("tesseract") else {},
                "" if shutil.which("tesseract") else "needs_program")  # fmt: skip


@cache
def _converted(content: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "a.docx")
        source.write_bytes(content)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/p", "--convert-to", "doc"]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=120)
        return Path(folder, "a.doc").read_bytes()


def an_old_word(at: int) -> Made:
    if not shutil.which("soffice"):
        return Made(f"{at:03}-bao-cao.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, {}, "damaged")
    return Made(f"{at:03}-bao-cao.doc", _converted(_document(at, with_table=False)), _numbers(at))


def a_damaged_one(at: int) -> Made:
    return Made(f"{at:03}-hong.docx", _document(at, with_table=True)[:3000], {}, "damaged")


def a_false_one(at: int) -> Made:
    return Made(f"{at:03}-gia.docx", _pdf(at), {}, "kind_mismatch")


def a_secret_one(at: int) -> Made:
    lines = _lines(at)
    lines[1] += "   TỐI MẬT"
    return Made(f"{at:03}-mat.txt", "\n".join(lines).encode(), {}, "secret")


def a_list_of_people(at: int) -> Made:
    names = ["An", "Bình", "Cường", "Dung", "Giang", "Hạnh"]
    rows = [f"{n}. Nguyễn Thị {name}, sinh ngày 1{n}/03/198{n}, trú tại thôn {n}" for n, name in enumerate(names, 1)]
    return Made(f"{at:03}-danh-sach.txt", "\n".join(["DANH SÁCH", *rows]).encode(), {}, "list_of_people")


def an_empty_one(at: int) -> Made:
    return Made(f"{at:03}-rong.docx", b"", {}, "empty")


GOOD: list[Callable[[int], Made]] = [
    *(a_word_report, a_sheet, a_pdf, a_page, a_word_table, a_page, an_old_text, a_text, a_sheet, a_word_table),
]
BAD: list[Callable[[int], Made]] = [a_damaged_one, a_false_one, a_secret_one, a_list_of_people, an_empty_one]


def made(count: int) -> list[Made]:
    """So many files: mostly good ones, one in ten bad, one scan and one old Word file in twenty."""
    files: list[Made] = []
    bad = 0
    for at in range(count):
        place = at % 20
        if place in (5, 9) or (at < 20 and place in (15, 17, 19)):
            files.append(BAD[bad % len(BAD)](at))
            bad += 1
        elif place in (3, 13):
            files.append((a_scan if place == 3 else an_old_word)(at))
        else:
            files.append(GOOD[at % len(GOOD)](at))
    return files
