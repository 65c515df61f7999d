"""Random facts planted in generated sentences are read back as they were planted."""

import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phoihop.reading import read

UNITS = [
    "mô hình", "câu lạc bộ", "buổi tuyên truyền", "lượt người", "nguồn tin", "vụ việc", "tổ hòa giải", "hội viên",
    "cán bộ, chiến sĩ", "hộ gia đình", "suất quà", "căn nhà", "thôn, bản", "tin, bài", "lớp tập huấn", "km đường",
    "điểm chữa cháy", "khẩu súng", "đối tượng", "thành viên", "học sinh", "chi hội",
]  # fmt: skip
DOERS = ["Công an xã", "Ủy ban MTTQ tỉnh", "Hội Cựu chiến binh huyện", "Toàn tỉnh", "Các cấp Hội", "Lực lượng Công an"]
BODIES = ["UBND tỉnh", "Giám đốc Công an tỉnh", "Chủ tịch UBND xã", "Bộ Công an", "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh"]
FORMS = {"Bằng khen": "bang_khen", "Giấy khen": "giay_khen", "Kỷ niệm chương": "ky_niem_chuong"}
RANKS = ["Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy"]
SURNAMES = ["Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đặng", "Bùi"]
GIVEN = ["Văn Hòa", "Thị Lan", "Quốc Bình", "Minh Tuệ", "Hữu Nghĩa", "Thu Hằng", "Đức Long"]
COMPARED = {"": "eq", "hơn ": "gt", "trên ": "gt", "gần ": "approx", "khoảng ": "approx", "dưới ": "lt"}


def grouped(value):
    return f"{value:,}".replace(",", ".")


@st.composite
def numbers(draw):
    """A number as printed, with its value."""
    kind = draw(st.sampled_from(["plain", "padded", "grouped", "thousands", "millions", "ratio"]))
    if kind == "plain":
        value = draw(st.integers(4, 999))
        return str(value), value
    if kind == "padded":
        value = draw(st.integers(1, 9))
        return f"{value:02d}", value
    if kind == "grouped":
        value = draw(st.integers(1000, 9_999_999))
        return grouped(value), value
    if kind == "thousands":
        value = draw(st.integers(11, 999))
        return f"{value} {draw(st.sampled_from(['nghìn', 'ngàn']))}", value * 1000
    if kind == "millions":
        tenths = draw(st.integers(11, 999).filter(lambda n: n % 10))
        return f"{tenths // 10},{tenths % 10} triệu", tenths * 100_000
    part = draw(st.integers(10, 900))
    return f"{grouped(part)}/{grouped(part + draw(st.integers(0, 500)))}", part


@st.composite
def figures(draw):
    printed, value = draw(numbers())
    compared = draw(st.sampled_from(sorted(COMPARED))) if "/" not in printed and not printed.startswith("0") else ""
    return compared + printed, value, COMPARED[compared], draw(st.sampled_from(UNITS))


FIGURE_SENTENCES = [
    "{doer} đã tổ chức, xây dựng được {a} {ua}, đạt kết quả tốt.",
    "Năm 2024, {doer} có {a} {ua}; tiếp nhận {b} {ub}.",
    "Theo báo cáo, {doer} hiện có {a} {ua} và {b} {ub}.",
    "Qua phong trào, {doer} đã hỗ trợ {a} {ua}, trong đó có {b} {ub}.",
]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sentence=st.sampled_from(FIGURE_SENTENCES),
    doer=st.sampled_from(DOERS),
    planted=st.tuples(figures(), figures()).filter(lambda pair: pair[0][3].split()[0] != pair[1][3].split()[0]),
)
def test_figures_in_every_form_of_number_are_read_back(sentence, doer, planted):
    first, second = planted
    text = sentence.format(doer=doer, a=first[0], ua=first[3], b=second[0], ub=second[3])
    expected = {(value, compared, unit) for printed, value, compared, unit in planted if f"{printed} {unit}" in text}

    found = {(fact.value, fact.comparator, fact.unit) for fact in read(text).facts if fact.type == "figure"}

    assert found == expected


@settings(max_examples=60, deadline=None)
@given(value=st.decimals(0, 100, places=2), doer=st.sampled_from(DOERS))
def test_shares_are_read_with_their_decimals(value, doer):
    printed = f"{value:.2f}".replace(".", ",")

    found = [fact for fact in read(f"{doer} giải quyết nhiều đơn thư, đạt tỷ lệ {printed}%.").facts if fact.unit == "%"]

    assert [fact.value for fact in found] == [float(value)]


@settings(max_examples=80, deadline=None)
@given(
    body=st.sampled_from(BODIES),
    form=st.sampled_from(sorted(FORMS)),
    collectives=st.integers(2, 400),
    individuals=st.integers(2, 900),
    order=st.sampled_from(
        ["{body} tặng {form} cho {c} tập thể và {i} cá nhân.", "{c} tập thể, {i} cá nhân được {body} tặng {form}."]
    ),
)
def test_awards_are_read_back_with_their_authority(body, form, collectives, individuals, order):
    text = "Nhân dịp này, " + order.format(body=body, form=form, c=f"{collectives:02d}", i=f"{individuals:02d}")

    found = [fact for fact in read(text).facts if fact.type in ("award", "figure")]

    assert [(fact.form, fact.authorities, fact.collectives, fact.individuals) for fact in found] == [
        (FORMS[form], (body,), collectives, individuals)
    ]


@settings(max_examples=80, deadline=None)
@given(
    number=st.integers(1, 999),
    code=st.sampled_from(["KH-UBND", "CTr-BCA-MTTW", "BC-CAT", "QĐ-TTg", "NQ-HĐND", "CT-BCA-V05"]),
    kind=st.sampled_from(["Kế hoạch", "Chương trình phối hợp", "Báo cáo", "Quyết định", "Nghị quyết", "Chỉ thị"]),
    day=st.dates(),
)
def test_numbers_of_papers_are_read_back_and_are_no_figures(number, code, kind, day):
    day = day.replace(year=2000 + day.year % 26, day=min(day.day, 28))
    text = f"Thực hiện {kind} số {number:02d}/{code} ngày {day:%d/%m/%Y}, Công an xã đã tổ chức 12 buổi tuyên truyền."

    facts = read(text).facts

    assert [(f.number, f.issued_on) for f in facts if f.type == "document"] == [
        (f"{number:02d}/{code}", day.isoformat())
    ]
    assert [(f.value, f.unit) for f in facts if f.type == "figure"] == [(12, "buổi tuyên truyền")]


@settings(max_examples=80, deadline=None)
@given(
    rank=st.sampled_from(RANKS),
    name=st.builds("{} {}".format, st.sampled_from(SURNAMES), st.sampled_from(GIVEN)),
    office=st.sampled_from(["Giám đốc Công an tỉnh", "Trưởng Công an xã", "Phó Trưởng phòng PV05"]),
)
def test_officers_are_read_back_with_rank_and_office(rank, name, office):
    text = f"Phát biểu tại hội nghị, {rank} {name}, {office} đề nghị các đơn vị tiếp tục nhân rộng mô hình."

    found = [fact for fact in read(text).facts if fact.type == "person"]

    assert [(person.name, person.rank, person.positions) for person in found] == [(name, rank, (office,))]


NO_FIGURES = [
    "Phấn đấu đến năm 2030 xây dựng {n} mô hình.",
    "Hội nghị kéo dài {n} ngày, từ {h} giờ 30 phút.",
    "Trụ sở đặt tại số {n} đường Lê Lợi, tổ {h}, phường Tân An.",
    "Căn cứ Điều {h} và khoản {h} của Quyết định số {n}/QĐ-UBND.",
    "Mỗi suất quà trị giá {n}.000 đồng.",
    "Giá vé là {n}.000 đồng/người.",
    "Đây là lần thứ {h} hội thi được tổ chức, năm thứ {h} liên tiếp.",
    "Liên hệ số điện thoại 0{n}.456.789 trước ngày 20/10/2026.",
]


@settings(max_examples=80, deadline=None)
@given(sentence=st.sampled_from(NO_FIGURES), n=st.integers(10, 900), h=st.integers(2, 12))
def test_targets_prices_durations_and_addresses_are_no_figures(sentence, n, h):
    assert [fact for fact in read(sentence.format(n=n, h=h)).facts if fact.type == "figure"] == []


HOSTILE = """
import random, signal, sys
from pathlib import Path
from phoihop.reading import read

rnd = random.Random(int(sys.argv[1]))
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[2]).glob("*.txt"))]
pieces = ["1", "1.", "12/", "1, ", "(", "của ", "và ", "tập thể, ", "5 tập thể, ", "Bằng khen của ", "đề nghị ", "; ",
          "chưa ", "hạn chế như: ", "Nguyễn Văn A, ", "Chủ tịch ", "ngày 1/1/2020 ", "giai đoạn 2016 - ", "số 12/CT-A ",
          "\\u201c", "a", "ủy", "\\n", "- ", ".", "5 - ", "5 đồng ", "A-b-c-d", "I. ", "a) ", "Ảnh: ",
          "sẽ ", "trên 5% "]
for turn in range(int(sys.argv[3])):
    if turn % 2:
        text = rnd.choice(pieces) * rnd.randint(100, 3000)
    else:
        text = list(rnd.choice(texts))
        for _ in range(rnd.randint(1, 200)):
            at = rnd.randrange(len(text))
            text[at : at + rnd.randint(0, 9)] = rnd.choice(pieces) * rnd.randint(1, 9)
        text = "".join(text)
    signal.alarm(60)
    read(text)
    signal.alarm(0)
print("read all")
"""


def test_no_text_makes_the_reader_run_away(tmp_path):
    program = tmp_path / "hostile.py"
    program.write_text(HOSTILE, encoding="utf-8")
    samples = str(Path(__file__).parent / "samples" / "articles")

    done = subprocess.run(
        [sys.executable, str(program), "7", samples, "60"], capture_output=True, text=True, check=False, timeout=600
    )

    assert (done.returncode, done.stdout) == (0, "read all\n"), done.stderr[-2000:]
