"""Figures and table lines tied to the indicator catalogue."""

import csv
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

from phoihop.reading.match import CatalogueRow, match, own_aliases, wording
from phoihop.reading.tables import Row
from phoihop.reading.values import Figure, Span

# A part of the catalogue that holds its near neighbours; the names are those of the programme's own forms.
NAMES = """
TT01|Buổi tuyên truyền, vận động tập trung|buổi (cuộc)
TT02|Lượt người dự tuyên truyền|lượt người
TT03|Tin, bài, phóng sự đăng, phát|tin, bài
TT04|Tờ rơi, pa nô, áp phích, tài liệu phát hành|bản (chiếc)
TT06|Lượt người được trợ giúp pháp lý|lượt người
MH01|Mô hình về ANTT xây dựng mới, nhân rộng trong kỳ|mô hình
MH02|Câu lạc bộ (CLB) tham gia bảo đảm ANTT|CLB
MH03|Mô hình đang duy trì hoạt động hiệu quả|mô hình
MH04|Loại mô hình|loại
MH05|Điểm mô hình (điểm nhân rộng)|điểm
MH06|Thành viên tham gia mô hình, CLB|người
MH08|Hệ thống camera an ninh|hệ thống
MH09|Mắt camera an ninh|mắt camera
MH16|Mô hình kém hiệu quả đã giải thể, chuyển đổi|mô hình
NH01|Điểm cấp xã tổ chức Ngày hội|điểm
DD01|Diễn đàn (hội nghị) Công an lắng nghe ý kiến nhân dân|cuộc
DD02|Lượt người dự diễn đàn|lượt người
DD03|Lượt ý kiến đóng góp tại diễn đàn|ý kiến
TH01|Lớp tập huấn, bồi dưỡng|lớp
TH02|Lượt cán bộ, hội viên được tập huấn|lượt người
TC01|Tổ bảo vệ an ninh, trật tự ở cơ sở|tổ
TC03|Tổ an ninh nhân dân|tổ
TC05|Tổ tự quản (nhân dân tự quản)|tổ
AT01|Khu dân cư đạt tiêu chuẩn “An toàn về ANTT”|khu dân cư
AT02|Xã, phường, đặc khu đạt tiêu chuẩn “An toàn về ANTT”|đơn vị
HG01|Tổ hòa giải ở cơ sở|tổ
HG03|Vụ, việc tiếp nhận hòa giải|vụ
HG04|Vụ, việc hòa giải thành|vụ
HG05|Tỷ lệ hòa giải thành|%
CH01|Người lầm lỗi được nhận quản lý, cảm hóa, giáo dục tại cộng đồng|người
CH02|Người tiến bộ, đưa ra khỏi diện quản lý, giáo dục|người
NT01|Nguồn tin nhân dân cung cấp về ANTT|tin
NT02|Vụ việc được làm rõ, giải quyết từ nguồn tin|vụ
NT03|Đối tượng bị bắt giữ, xử lý từ nguồn tin (số gộp)|người
VK01|Vũ khí, vật liệu nổ, công cụ hỗ trợ giao nộp|đơn vị (khẩu, quả, chiếc)
KN03|Hội nghị đối thoại giữa người đứng đầu với nhân dân|cuộc
KN04|Ý kiến, kiến nghị của nhân dân tiếp nhận|ý kiến
KN05|Kiến nghị đã giải quyết, trả lời|ý kiến
KS02|Cuộc giám sát của MTTQ và tổ chức thành viên|cuộc
DV01|Mô hình “Dân vận khéo” đăng ký|mô hình
DV02|Mô hình “Dân vận khéo” triển khai hiệu quả, được công nhận|mô hình
DV03|Mô hình “Dân vận khéo” trong giữ gìn ANTT|mô hình
TG01|Mô hình ANTT vùng đồng bào tôn giáo|mô hình
TG03|Mô hình ANTT vùng dân tộc thiểu số|mô hình
KT01|Tập thể được tặng Bằng khen (Bộ, ban, ngành, tỉnh)|tập thể
KT04|Cá nhân được tặng Giấy khen|cá nhân
HN01|Điểm cầu hội nghị trực tuyến|điểm cầu
NL01|Kinh phí thực hiện chương trình|triệu đồng
"""


@cache
def catalogue() -> tuple[CatalogueRow, ...]:
    return tuple(CatalogueRow(*line.split("|")) for line in NAMES.strip().splitlines())


def code(fact, **options):
    found = match(fact, catalogue(), **options)
    return found.code if found else None


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: row.code)
def test_every_indicator_is_found_by_its_name_and_by_each_of_our_aliases(row):
    wrong = [
        said
        for said in (row.name, row.name.upper(), *own_aliases()[row.code])
        if {code(Figure(unit=said)), code(Row(said, row.unit))} != {row.code}
    ]

    assert wrong == []


LINES = [
    (Row("Số buổi tuyên truyền, phổ biến pháp luật", "buổi"), "TT01"),
    (Row("Tổng số cuộc tuyên truyền đã tổ chức", "cuộc"), "TT01"),
    (Row("Số buổi", "", ("Công tác tuyên truyền",)), "TT01"),
    (Row("Tuyên truyền tập trung", "buổi"), "TT01"),
    (Row("Lượt người tham dự", "lượt người", ("Tuyên truyền",)), "TT02"),
    (Row("Số lượt người nghe tuyên truyền"), "TT02"),
    (Row("Tuyên truyền", "lượt người"), "TT02"),
    (Row("Tin, bài đăng tải trên báo, đài", "tin, bài"), "TT03"),
    (Row("Số mô hình xây dựng mới", "mô hình"), "MH01"),
    (Row("Mô hình mới", "mô hình"), "MH01"),
    (Row("Xây dựng mới", "mô hình", ("Mô hình",)), "MH01"),
    (Row("Số CLB phòng, chống tội phạm", "CLB"), "MH02"),
    (Row("Mô hình duy trì hoạt động có hiệu quả", "mô hình"), "MH03"),
    (Row("Số loại mô hình", "loại"), "MH04"),
    (Row("Số điểm mô hình", "điểm"), "MH05"),
    (Row("Mô hình hoạt động kém hiệu quả", "mô hình"), "MH16"),
    (Row("Mô hình “Camera an ninh”", "mô hình"), None),
    (Row("Lớp tập huấn, bồi dưỡng nghiệp vụ", "lớp"), "TH01"),
    (Row("Tập huấn", "lượt người"), "TH02"),
    (Row("Số vụ hòa giải thành công", "vụ"), "HG04"),
    (Row("Tỷ lệ hòa giải thành (%)", "%"), "HG05"),
    (Row("Tin báo, tố giác về tội phạm", "tin"), "NT01"),
    (Row("Nguồn tin có giá trị do nhân dân cung cấp", "nguồn tin"), "NT01"),
    (Row("Số khu dân cư đạt “An toàn về ANTT”", "khu dân cư"), "AT01"),
    (Row("Cuộc giám sát do Mặt trận chủ trì", "cuộc"), "KS02"),
    (Row("Mô hình DVK được công nhận", "mô hình"), "DV02"),
    (Row("Kinh phí thực hiện chương trình", "triệu đồng"), "NL01"),
    (Row("Tập thể được tặng Bằng khen", "tập thể"), "KT01"),
    (Row("Cá nhân được tặng giấy khen", "cá nhân"), "KT04"),
    (Row("Kiến nghị của nhân dân đã giải quyết", "kiến nghị"), "KN05"),
]
NOTHING = [
    Row("Số buổi", "buổi"),
    Row("Mô hình", "mô hình"),
    Row("Số hộ nghèo", "hộ"),
    Row("Số vụ tai nạn giao thông", "vụ"),
    Row("Số vụ phạm pháp hình sự", "vụ"),
    Row("Mô hình kinh tế hộ gia đình", "mô hình"),
    Row("Mô hình học tập và làm theo Bác", "mô hình"),
    Row("Tổ tiết kiệm và vay vốn", "tổ"),
    Row("Lớp học xóa mù chữ", "lớp"),
    Row("Dân số", "người"),
    Row("Số đảng viên mới kết nạp", "người"),
    Row("Buổi lao động công ích", "buổi"),
    Row("Hội nghị sơ kết", "hội nghị"),
    Row("nữ", "lượt người", ("Lượt người dự tuyên truyền",), part=True),
    Figure(unit="mô hình"),
    Figure(unit="người"),
    Figure(unit="điểm"),
    Figure(unit="tập thể"),
    Figure(unit="buổi"),
    Figure(unit="%"),
    Figure(unit="ha rừng sản xuất"),
    Figure(unit="đồng"),
    Figure(unit="lượt phương tiện"),
]


@pytest.mark.parametrize(("row", "expected"), LINES, ids=lambda value: getattr(value, "label", value))
def test_lines_of_reports_are_tied_to_the_right_indicator(row, expected):
    assert code(row) == expected


@pytest.mark.parametrize("fact", NOTHING, ids=lambda value: getattr(value, "label", getattr(value, "unit", "")))
def test_what_fits_nothing_gets_no_match(fact):
    assert code(fact) is None


def test_kinds_models_and_their_places_are_three_counts():
    assert [code(Figure(unit=unit)) for unit in ("loại mô hình", "mô hình mới", "điểm mô hình")] == [
        "MH04",
        "MH01",
        "MH05",
    ]


def test_people_and_visits_are_two_counts():
    assert code(Figure(unit="lượt người dự diễn đàn")) == "DD02"
    assert code(Row("Lượt người được trợ giúp pháp lý", "lượt người")) == "TT06"
    assert code(Row("Thành viên mô hình", "lượt người")) != "MH06"


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "expected"),
    [
        ("Hai bên đã xây dựng mới 77 mô hình và 10 CLB", "77 mô hình", "mô hình", "MH01"),
        ("đồng thời duy trì hoạt động hiệu quả 315 mô hình trên địa bàn", "315 mô hình", "mô hình", "MH03"),
        ("Toàn huyện xây dựng được 112 mô hình “Dân vận khéo”, tăng 31", "112 mô hình", "mô hình", None),
        ("Tiếp nhận 31 vụ việc; hòa giải thành 27 vụ việc", "27 vụ việc", "vụ việc", "HG04"),
        ("Toàn tỉnh giải thể 5 mô hình", "5 mô hình", "mô hình", "MH16"),
        ("Nhân dân cung cấp 1.200 nguồn tin", "1.200 nguồn tin", "nguồn tin", "NT01"),
        ("Tổng kết, tỉnh có 315 mô hình", "315 mô hình", "mô hình", None),
        ("Thí sinh dẫn đầu với 225 điểm sau phần thi", "225 điểm", "điểm", None),
    ],
)
def test_the_sentence_tells_new_models_from_kept_ones(sentence, value, unit, expected):
    at = sentence.index(value)
    fact = Figure(value=1, unit=unit, evidence=(Span(at, at + len(value)),))

    assert code(fact, text=sentence) == expected


def test_a_part_of_the_figure_before_is_doubted():
    sentence = "Nhân dân cung cấp 23.914 nguồn tin, trong đó 18.702 nguồn tin có giá trị"
    spans = [sentence.index("23.914"), sentence.index("18.702")]

    whole, part = (
        match(Figure(value=1, unit="nguồn tin", evidence=(Span(at, at + 16),)), catalogue(), text=sentence)
        for at in spans
    )

    assert (whole.code, whole.confidence, part.code, part.confidence) == ("NT01", 0.95, "NT01", 0.5)


def test_a_remembered_wording_wins_over_everything():
    row = Row("Mô hình mới", "mô hình")

    found = match(row, catalogue(), aliases={wording(row): "MH03"})

    assert (found.code, found.confidence, found.reason) == ("MH03", 0.99, "remembered: mô hình mới")
    assert match(row, catalogue(), aliases={wording(row): "GONE"}).code == "MH01"


def test_a_short_label_is_remembered_with_the_line_above_it():
    one, other = Row("Số buổi", "buổi", ("Sinh hoạt",)), Row("Số buổi", "buổi", ("Văn nghệ",))

    assert code(one, aliases={wording(one): "TT01"}) == "TT01"
    assert code(other, aliases={wording(one): "TT01"}) is None


def test_likeness_is_surer_of_a_name_than_of_an_alias_and_least_of_a_guess():
    name = match(Row("Lớp tập huấn, bồi dưỡng", "lớp"), catalogue())
    alias = match(Row("Lớp tập huấn nghiệp vụ", "lớp"), catalogue())
    near = match(Row("Nguồn tin có giá trị do quần chúng nhân dân cung cấp cho Công an", "nguồn tin"), catalogue())

    assert (name.code, alias.code, near.code) == ("TH01", "TH01", "NT01")
    assert name.confidence > alias.confidence > near.confidence
    assert near.reason.startswith("near: ")


def test_every_alias_stands_once_and_names_an_indicator_of_the_form():
    said = [(alias, key) for key, aliases in own_aliases().items() for alias in aliases]

    assert len({alias for alias, _ in said}) == len(said) > 500
    assert all(alias.strip() == alias and alias for alias, _ in said)
    assert len(own_aliases()) == 122


def test_the_table_of_aliases_is_plain_csv():
    from importlib.resources import files

    with files("phoihop.reading.lexicon").joinpath("indicator_aliases.csv").open(encoding="utf-8") as lines:
        assert next(csv.reader(lines)) == ["code", "aliases"]


def test_ties_that_are_called_sure_are_right_on_labelled_wordings():
    loader = SourceFileLoader("reading_table", str(Path(__file__).parents[2] / "script" / "reading_table"))
    script = module_from_spec(spec_from_loader("reading_table", loader))
    loader.exec_module(script)

    judged = list(script.judged_matches())
    sure = [code == found.code for code, found in judged if found and found.confidence >= 0.9]
    held = [found is not None and found.code == code for code, found in judged if code]

    assert len(judged) == 335
    assert (len(sure) >= 130, sum(sure) / len(sure) >= 0.97, sum(held) / len(held) >= 0.82) == (True, True, True)
