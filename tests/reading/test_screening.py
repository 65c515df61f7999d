"""What must not come in: stamps and lists of people, on a seeded corpus of our own making."""

import random
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
import typst
import xlsxwriter
from docx import Document

from phoihop.reading.load import load
from phoihop.reading.screen import masked, screen, without_lists
from phoihop.reading.values import Loaded

FONTS = Path(__file__).parents[2] / "fonts" / "paper"
CORPUS = 500


def a_list(count: int) -> str:
    return "\n".join(f"{n}. Nguyễn Văn An, sinh ngày 12/03/198{n}, trú tại thôn {n}" for n in range(1, count + 1))


@pytest.mark.parametrize("level", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_mark_alone_at_the_head_is_met(level):
    loaded = load(f"CÔNG AN TỈNH A\nSố: 12/BC-CAT\n{level}\nBÁO CÁO\nKết quả năm 2025")

    mark = screen(loaded).secret

    assert (mark.level, loaded.text[mark.span.start : mark.span.end], mark.at.paragraph) == (level, level, 2)


STAMPED = [
    "MẬT",
    "TỐI MẬT",
    "[TUYỆT MẬT]",
    "(MẬT)",
    "*** TỐI MẬT ***",
    "— MẬT —",
    "“TỐI MẬT”",
    "Độ mật: TỐI MẬT",
    "Độ mật: Tối mật",
    "ĐỘ MẬT : MẬT",
    "Mức độ mật: Tuyệt mật",
    "Độ mật: (MẬT)",
    "Độ mật TỐI MẬT",
    "Số: 12/BC   TỐI MẬT",
    "Số: 12/BC TỐI MẬT",
    "Số: 12/BC-CAT-PV05 (TỐI MẬT)",
    "Số:     /BC-CAT\tMẬT",
    "Số: 45-BC/TU MẬT",
    "TỐI MẬT Số: 12/BC-CAT",
    "MẬT    Hà Tĩnh, ngày 05 tháng 12 năm 2026",
    "Hà Tĩnh, ngày 05 tháng 12 năm 2026   MẬT",
    "Hà Tĩnh, ngày    tháng    năm 2026 TỐI MẬT",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM MẬT",
    "CÔNG AN TỈNH HÀ TĨNH   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM   TỐI MẬT",
    "CÔNG AN TỈNH HÀ TĨNH TỐI MẬT",
    "TỈNH ỦY HÀ TĨNH | TUYỆT MẬT",
    "BỘ CÔNG AN\tTUYỆT MẬT",
    "BÁO CÁO (MẬT)",
    "(TỐI MẬT) KẾ HOẠCH",
    "HỎA TỐC - TỐI MẬT",
    "TỐI MẬT - HỎA TỐC",
    "KHẨN, MẬT",
    "Độ khẩn: Hỏa tốc   Độ mật: Tối mật",
    "TỐI MẬT   Bản số: 03",
    "Bản số: 03 TỐI MẬT",
    "BẢN SỐ: 03   TỐI MẬT",
    "TỐI MẬT/HỎA TỐC",
    "T Ố I  M Ậ T",
    "Số: 12/BC-CAT    T Ố I  M Ậ T",
    "| MẬT |",
]

SPOKEN = [
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "CÔNG TÁC BẢO VỆ BÍ MẬT",
    "QUẢN LÝ VĂN BẢN MẬT",
    "CÔNG AN TỈNH TIÊU HỦY TÀI LIỆU MẬT",
    "TUYỆT MẬT, TỐI MẬT, MẬT",
    "TUYỆT MẬT   TỐI MẬT   MẬT",
    "Tuyệt mật   Tối mật   Mật",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC (TUYỆT MẬT, TỐI MẬT, MẬT)",
    "Độ mật: Tuyệt mật, Tối mật, Mật",
    "Độ mật: không",
    "Độ mật:",
    "Mật độ dân số: 120",
    "MẬT ONG RỪNG HÀ TĨNH",
    "MẬT TRẬN",
    "Văn bản đóng dấu MẬT được gửi riêng",
    "Văn bản có độ mật: tối mật thì không gửi qua mạng",
    "Số: 12/BC-CAT về bảo vệ bí mật",
    "Số văn bản TỐI MẬT",
    "Số tài liệu MẬT",
    "ỦY BAN NHÂN DÂN TỈNH BAN HÀNH QUY CHẾ BẢO VỆ BÍ MẬT",
    "CÔNG AN TỈNH TẬP HUẤN CÔNG TÁC BẢO MẬT",
    "CÔNG AN PHƯỜNG TRAO TRẢ TÀI LIỆU TỐI MẬT",
    "SỐ VĂN BẢN MẬT",
    "PHÒNG, CHỐNG LỘ, LỌT BÍ MẬT",
    "VĂN BẢN  MẬT",
    "ĐỘ  MẬT",
    "HỘI NGHỊ QUÁN TRIỆT LUẬT BẢO VỆ BÍ MẬT",
    "BAN CƠ YẾU: GIỮ BÍ MẬT, TỐI MẬT",
    "tối mật",
    "CHƯƠNG TRÌNH PHỐI HỢP",
    "HỘI NGHỊ CHUYÊN ĐỀ TỐI MẬT",
    "1. Tuyệt mật: 3 văn bản",
    "CÔNG AN TỈNH HÀ TĨNH",
    "DẤU CHỈ MỨC ĐỘ MẬT",
    "HỒ SƠ MẬT",
    "VẬN ĐỘNG NHÂN DÂN GIỮ GÌN BÍ MẬT (THEO LUẬT)",
    "XỬ LÝ ĐƠN THƯ (MẬT) VÀ (TỐI MẬT)",
    "SỔ ĐĂNG KÝ VĂN BẢN MẬT ĐI",
    "NUÔI ONG LẤY MẬT",
    "HỘI NÔNG DÂN XÃ NUÔI ONG LẤY MẬT",
]


@pytest.mark.parametrize("line", STAMPED)
def test_a_stamp_is_met_in_brackets_spaced_or_behind_what_a_letterhead_prints(line):
    assert screen(load(f"CÔNG AN TỈNH A\n{line}\nBÁO CÁO\nKết quả năm 2025")).secret is not None


@pytest.mark.parametrize("line", SPOKEN)
def test_a_phrase_that_speaks_of_secrets_is_no_stamp(line):
    assert screen(load(f"CÔNG AN TỈNH A\n{line}\nKết quả năm 2025")).secret is None


@pytest.mark.parametrize(
    "text",
    [
        "BÁO CÁO\nCông tác bảo vệ BÍ MẬT nhà nước",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC\nTài liệu TỐI MẬT phải được đăng ký",
        "Mật\nMật ong rừng",
        "BÁO CÁO\n" + "Nội dung công tác trong năm.\n" * 60 + "MẬT\n",
        "BÁO CÁO\n" + "Nội dung công tác trong năm.\n" * 60 + "Số: 12/BC   TỐI MẬT\n",
    ],
)
def test_the_word_in_a_sentence_or_deep_in_the_text_is_no_mark(text):
    assert screen(load(text)).secret is None


def test_a_stamp_beside_the_number_is_met_in_a_letterhead_of_two_columns():
    document = Document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "CÔNG AN TỈNH A\nSố: 12/BC-CAT   (TỐI MẬT)"
    table.rows[0].cells[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    document.add_paragraph("BÁO CÁO")

    assert screen(load(docx_bytes(document))).secret.level == "TỐI MẬT"


def test_a_stamp_in_the_page_header_of_a_sheet_is_met():
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Biểu 01")
    sheet.write_row(0, 0, ["Chỉ tiêu", "Năm 2026"])
    sheet.set_header('&L&"Times New Roman,Bold"&13MẬT&RTrang &P')
    book.close()

    assert screen(load(out.getvalue())).secret.level == "MẬT"


def test_a_mark_in_a_page_header_is_met():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    document.add_paragraph("Nội dung")

    assert screen(load(docx_bytes(document))).secret.level == "TỐI MẬT"


def test_the_columns_of_a_table_of_secrecy_are_no_mark():
    document = Document()
    table = document.add_table(2, 4)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ["Loại", "TUYỆT MẬT", "TỐI MẬT", "MẬT"], strict=True):
        cell.text = text

    assert screen(load(docx_bytes(document))).secret is None


def test_five_rows_are_a_list_and_four_are_not():
    assert [found.rows for found in screen(load(a_list(5))).people_lists] == [5]
    assert screen(load(a_list(4))).people_lists == ()


def test_an_award_list_is_never_refused_but_its_numbers_are_masked():
    loaded = load("DANH SÁCH tặng Giấy khen\n" + a_list(7))

    assert screen(loaded).people_lists == ()
    assert "12/03/1981" not in masked(loaded).text
    assert "Nguyễn Văn An" in masked(loaded).text


def test_letterhead_phones_stay_and_a_single_contact_is_masked_in_place():
    text = (
        "CÔNG AN TỈNH A\nĐiện thoại: 0226.3851.234 - Fax: 0226.3851.235\nLiên hệ đồng chí Lê Văn Bình, SĐT 0912.345.678"
    )
    loaded = load(text)

    covered = masked(loaded)

    assert screen(loaded).clean
    assert covered.text.rstrip("\n") == text.replace("0912.345.678", "••••.•••.•••")
    assert len(covered.text) == len(loaded.text)


def test_without_its_lists_a_file_keeps_their_counts_and_every_offset_holds():
    document = Document()
    document.add_paragraph("Trước danh sách có 12 buổi.")
    table = document.add_table(0, 3)
    table.style = "Table Grid"
    head = ("Stt", "Họ và tên", "Số CCCD")
    for row in [
        head,
        *((str(n), f"Trần Thị {g}", f"00108501234{n}") for n, g in enumerate("ABCDEF", 1)),
    ]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Sau danh sách có 15 buổi.")
    loaded = load(docx_bytes(document))

    cut = without_lists(loaded)

    assert cut.text == (
        "Trước danh sách có 12 buổi.\nStt\tHọ và tên\tSố CCCD\n[danh sách 6 người]\nSau danh sách có 15 buổi.\n"
    )
    assert [cut.text[p.start : p.end] for p in cut.pieces] == [
        "Trước danh sách có 12 buổi.", *head, "[danh sách 6 người]", "Sau danh sách có 15 buổi.",
    ]  # fmt: skip
    assert [[cut.text[c.start : c.end] for c in row] for row in cut.tables[0].rows] == [list(head)]
    assert screen(cut).clean


def test_a_text_without_pieces_is_screened_too():
    assert screen(Loaded("MẬT\nBáo cáo")).secret.level == "MẬT"


# The corpus: what people write, not what the rules look for.

SURNAMES = [
    *["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương"],
    *["Lý", "Đinh", "Trịnh", "Đoàn", "Lương", "Mai", "Tô", "Cao", "Châu", "Tạ", "Hà", "La", "Nông", "Lò", "Quách"],
    *["Thạch", "Sầm", "Triệu", "Chu", "Kiều"],
]
MIDDLES = ["Văn", "Thị", "Hữu", "Đức", "Minh", "Quang", "Thanh", "Ngọc", "Xuân", "Công", "Thúy", "Bá", "Mạnh", "Gia"]
GIVEN = [
    *["An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Linh"],
    *["Long", "Mai", "Nam", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Tú", "Vinh", "Yến"],
]
OTHERS = (
    "Giàng A Páo",
    "Vừ Mí Sính",
    "Thạch Sa Rết",
    "Lò Văn Pánh",
    "Rơ Châm Byơh",
    "Siu Black",
    "Y Thu Niê",
    "Điểu Lên",
)
PLACES = ("thôn Đông", "tổ dân phố 4", "xã An Bình", "phường Hòa Phú", "ấp Mỹ Lợi", "bản Nậm Cang")
SENTENCES = (
    "Trong năm, hai bên đã phối hợp tổ chức 1.250 buổi tuyên truyền với 87.500 lượt người tham dự.",
    "Các đơn vị xây dựng mới 12 mô hình, duy trì 35 mô hình hoạt động hiệu quả; kinh phí 125.000.000 đồng.",
    "Thực hiện Kế hoạch số 123/KH-CAT-PV01 ngày 15/3/2025, các đơn vị đã triển khai đồng bộ nhiều giải pháp.",
    "Công tác bảo vệ bí mật nhà nước được quan tâm, không để lộ lọt thông tin.",
    "Đại tá Lê Văn Hùng, Phó Giám đốc Công an tỉnh phát biểu chỉ đạo hội nghị ngày 20/6/2025.",
)


@dataclass
class Made:
    """One document of the corpus: its bytes, and whether it must be stopped."""

    data: bytes | str
    stop: bool
    what: str


def docx_bytes(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


class Maker:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def name(self) -> str:
        pick = self.chance.choice
        if self.chance.random() < 0.06:
            return pick(OTHERS)
        middle = f"{pick(MIDDLES)} " if self.chance.random() < 0.92 else ""
        return f"{pick(SURNAMES)} {middle}{pick(GIVEN)}"

    def number(self, digits: int) -> str:
        return "".join(self.chance.choice("0123456789") for _ in range(digits))

    def identity(self) -> str:
        province = self.chance.choice(["001", "079", "035", "008", "066"])
        return self.chance.choice([f"{province}{self.number(9)}", f"{province}{self.number(9)}", f"1{self.number(8)}"])

    def phone(self) -> str:
        a, b, c = "0" + self.chance.choice("35789") + self.number(1), self.number(3), self.number(4)
        form = self.chance.choice(["{}{}{}", "{} {} {}", "{}.{}.{}", "{}-{}-{}", "+84{}{}{}"])
        return form.format(a[1:] if form.startswith("+") else a, b, c)

    def birth(self) -> str:
        day, month, year = self.chance.randrange(1, 29), self.chance.randrange(1, 13), self.chance.randrange(1945, 2009)
        return self.chance.choice(
            [f"{day:02d}/{month:02d}/{year}", f"{day}/{month}/{year}", f"{day:02d}-{month:02d}-{year}"]
        )

    def later(self) -> str:
        return (
            f"{self.chance.randrange(1, 29):02d}/{self.chance.randrange(1, 13):02d}/{self.chance.randrange(2019, 2027)}"
        )

    def prose(self, count: int) -> list[str]:
        return [self.chance.choice(SENTENCES) for _ in range(count)]

    def list_table(self) -> list[list[str]]:
        kinds = self.chance.sample(["id", "phone", "birth"], self.chance.choice([1, 1, 2, 3]))
        heads = {
            "id": ["Số CCCD", "CMND/CCCD", "Số định danh cá nhân"],
            "phone": ["Số điện thoại", "SĐT", "Điện thoại liên hệ"],
            "birth": ["Ngày sinh", "Ngày, tháng, năm sinh", "Sinh ngày"],
        }
        fill = {"id": self.identity, "phone": self.phone, "birth": self.birth}
        caps = self.chance.random() < 0.15
        head = [
            "Stt",
            self.chance.choice(["Họ và tên", "Họ tên", "Họ và tên chủ hộ"]),
            *(self.chance.choice(heads[k]) for k in kinds),
            "Địa chỉ",
        ]
        rows = []
        for n in range(1, self.chance.randrange(6, 30)):
            name = self.name().upper() if caps else self.name()
            rows.append([str(n), name, *(fill[k]() for k in kinds), self.chance.choice(PLACES)])
        if self.chance.random() < 0.2:
            for row in [head, *rows]:
                row[1], row[2] = row[2], row[1]
        return [head, *rows] if self.chance.random() < 0.85 else rows

    def list_lines(self) -> list[str]:
        form = self.chance.randrange(9)
        count = self.chance.randrange(6, 16)
        if form == 0:
            return [
                f"{n}. {self.name()}, sinh ngày {self.birth()}, trú tại {self.chance.choice(PLACES)}"
                for n in range(1, count)
            ]
        if form == 1:
            return [f"- Ông {self.name()} (SĐT: {self.phone()})" for _ in range(count)]
        if form == 2:
            return [
                line
                for _ in range(count)
                for line in (f"Họ và tên: {self.name()}", f"Ngày sinh: {self.birth()}", f"CCCD: {self.identity()}")
            ]
        if form == 3:
            return [f"{n};{self.name()};{self.identity()};{self.chance.choice(PLACES)}" for n in range(1, count)]
        if form == 4:
            return ["; ".join(f"{self.name()} ({self.phone()})" for _ in range(count))]
        if form == 5:
            return [
                bare(f"{n}. {self.name()} - sinh ngay {self.birth()} - CCCD {self.identity()}") for n in range(1, count)
            ]
        if form == 6:
            return [f"{n},{self.name()},{self.identity()},{self.chance.choice(PLACES)}" for n in range(1, count)]
        if form == 7:
            born = "ngày {} tháng {} năm {}"
            return [
                f"{self.name().upper()}, sinh {born.format(n, n, 1970 + n)}, {self.chance.choice(PLACES)}"
                for n in range(1, 10)
            ]
        return [f"{self.name()} - {self.identity()} - {self.chance.choice(PLACES)}" for _ in range(count)]

    def harmless(self) -> tuple[str, list[str], list[list[str]]]:
        """A title, lines and a table that look like lists of people and are none."""
        kind = self.chance.randrange(10)
        rows: list[list[str]] = []
        lines: list[str] = []
        title = "BÁO CÁO"
        if kind == 0:
            lines = [
                "Điện thoại: 0226.3851.234; Fax: 0226.3851.235",
                f"Đầu mối: đồng chí {self.name()}, SĐT {self.phone()}",
            ]
        elif kind == 1:
            title = "DANH SÁCH TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ TẶNG GIẤY KHEN"
            rows = [["Stt", "Họ và tên", "Ngày sinh", "Chức vụ, đơn vị"]]
            rows += [[str(n), self.name(), self.birth(), "Cán bộ Công an xã"] for n in range(1, 12)]
        elif kind == 2:
            title = "DANH SÁCH ĐẠI BIỂU"
            rows = [
                ["Stt", "Họ và tên", "Chức vụ", "Đơn vị"],
                *([str(n), self.name(), "Trưởng phòng", "PV05"] for n in range(1, 20)),
            ]
        elif kind == 3:
            lines = [f"{n}. {self.name()}, sinh ngày {self.birth()}" for n in range(1, 5)]
        elif kind == 4:
            title = "DANH MỤC VĂN BẢN"
            rows = [["Stt", "Số, ký hiệu", "Ngày ban hành", "Người ký"]]
            rows += [[str(n), f"{n}/KH-CAT", self.later(), self.name()] for n in range(1, 15)]
        elif kind == 5:
            rows = [["TT", "Xã, phường", "Kinh phí (đồng)", "Người phụ trách"]]
            rows += [
                [str(n), f"Xã {self.chance.choice(GIVEN)}", str(self.chance.randrange(10**8, 10**9)), self.name()]
                for n in range(1, 12)
            ]
        elif kind == 6:
            rows = [["Stt", "Đơn vị", "Điện thoại"]]
            rows += [
                [
                    str(n),
                    f"Công an phường {self.chance.choice(['Nguyễn Trãi', 'Lê Lợi', 'Trần Phú', 'Hòa Phú'])}",
                    f"0226.385.{self.number(4)}",
                ]
                for n in range(1, 12)
            ]
        elif kind == 7:
            rows = [["Stt", "Họ và tên", "Chức vụ", "Ngày bổ nhiệm"]]
            rows += [
                [str(n), self.name(), "Bí thư chi bộ", f"{n:02d}/06/20{self.chance.randrange(10, 25)}"]
                for n in range(1, 10)
            ]
        elif kind == 8:
            lines = [
                f"Ngày {self.later()}, đồng chí {self.name()} phát biểu tại hội nghị ở {self.chance.choice(PLACES)}."
                for _ in range(9)
            ]
        else:
            rows = [
                ["Stt", "Chỉ tiêu", "ĐVT", "2024", "2025"],
                *([str(n), f"Chỉ tiêu {n}", "buổi", self.number(3), self.number(9)] for n in range(1, 20)),
            ]
        return title, lines, rows

    def document(self, at: int) -> Made:
        stop = at % 2 == 0
        kind = ("text", "text", "text", "xlsx", "docx", "pdf")[at % 6 if at % 12 < 6 else (at + 1) % 6]
        if stop:
            title, lines, rows = "DANH SÁCH", [], []
            if kind in ("xlsx",) or (kind != "text" and self.chance.random() < 0.6):
                rows = self.list_table()
            elif kind != "pdf" and self.chance.random() < 0.3:
                lines = ["\t".join(row) for row in self.list_table()]
            else:
                lines = self.list_lines()
        else:
            title, lines, rows = self.harmless()
        made = getattr(self, f"as_{kind}")(title, [*self.prose(3), *lines], rows, self.prose(2))
        return Made(made, stop, kind)

    def as_text(self, title, lines, rows, after):
        return "\n".join([title, *lines, *("\t".join(row) for row in rows), *after])

    def as_docx(self, title, lines, rows, after):
        document = Document()
        for line in (title, *lines):
            document.add_paragraph(line)
        if rows:
            table = document.add_table(0, len(rows[0]))
            table.style = "Table Grid"
            for row in rows:
                for cell, text in zip(table.add_row()._tr.tc_lst, row, strict=True):
                    cell.p_lst[0].add_r().text = text
        for line in after:
            document.add_paragraph(line)
        return docx_bytes(document)

    def as_xlsx(self, title, lines, rows, after):
        out = BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet("Danh sách")
        as_numbers = self.chance.random() < 0.3
        for at, line in enumerate([title, *lines]):
            sheet.write(at, 0, line)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                plain = as_numbers and text.isdecimal()
                sheet.write(len(lines) + 2 + r, c, int(text) if plain else text)
        book.close()
        return out.getvalue()

    def as_pdf(self, title, lines, rows, after):
        def shown(text):
            return f"#text({chr(34)}{text}{chr(34)})"

        body = "\n\n".join(shown(line) for line in (title, *lines))
        if rows:
            body += (
                f"\n\n#table(columns: {len(rows[0])}, {', '.join(f'[{shown(cell)}]' for row in rows for cell in row)})"
            )
        source = f'#set text(font: "Tinos", size: 12pt)\n#set par(spacing: 1em)\n{body}\n\n' + "\n\n".join(
            map(shown, after)
        )
        return typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, format="pdf")


def test_the_corpus_is_stopped_and_let_through_as_it_should():
    maker = Maker(42)
    missed, stopped, lists = [], [], 0
    for at in range(CORPUS):
        made = maker.document(at)
        loaded = load(made.data)
        found = bool(screen(loaded).people_lists)
        lists += made.stop
        if made.stop and not found:
            missed.append((at, made.what, loaded.text[:900]))
        if found and not made.stop:
            stopped.append((at, made.what, loaded.text[:900]))
        if found:
            assert not screen(without_lists(loaded)).people_lists

    recall, false_stops = 1 - len(missed) / lists, len(stopped) / (CORPUS - lists)
    assert (recall >= 0.95, false_stops <= 0.02) == (True, True), (recall, false_stops, missed[:2], stopped[:2])
