"""Targets and plans are told apart from what was done, by words, by the paper's day and by what kind of paper it is."""

import io

import docx
import pytest

from phoihop.reading import read


def told(text):
    """The numbers of a text that are done, and those that it only plans."""
    reading = read(text)
    return [f.value for f in reading.facts if f.type == "figure"], [f.value for f in reading.targets]


def of(said):
    return told(f"Hà Tĩnh, ngày 20 tháng 11 năm 2026\n\n{said}")


@pytest.mark.parametrize(
    "said",
    [
        "Phấn đấu đến cuối năm đạt 90% khu dân cư ký cam kết.",
        "Trong năm tới sẽ xây dựng 12 mô hình.",
        "Mục tiêu năm 2027: 100% xã có mô hình, 50 buổi tuyên truyền.",
        "Nhiệm vụ năm tới: tổ chức 30 buổi tuyên truyền, vận động 2.000 lượt người.",
        "Thời gian tới tiếp tục tổ chức 15 lớp tập huấn.",
        "Chỉ tiêu giao năm 2026 là 50 buổi tuyên truyền.",
        "Năm 2026 đăng ký tổ chức 50 buổi tuyên truyền.",
        "Tổ chức 50 buổi tuyên truyền (theo kế hoạch).",
        "Kế hoạch năm 2026: 50 buổi tuyên truyền.",
        "Tỉnh có kế hoạch xây dựng 500 căn nhà.",
        "Công an tỉnh chuẩn bị tổ chức 10 hội nghị.",
        "Năm 2027, Công an xã xây dựng 12 mô hình mới.",
        "Đến năm 2030 có 80% khu dân cư đạt chuẩn.",
    ],
)
def test_what_is_to_come_is_no_fact(said):
    assert of(said)[0] == []


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("Năm 2026 dự kiến tổ chức 50 buổi, đã tổ chức 62 buổi.", [62]),
        ("Năm 2026 dự kiến 50 buổi, thực hiện 62 buổi.", [62]),
        ("Theo kế hoạch, năm 2026 đã tổ chức 50 buổi tuyên truyền.", [50]),
        ("Thực hiện Kế hoạch số 12/KH-CAT, năm 2026 tổ chức 50 buổi tuyên truyền.", [50]),
        ("Năm 2026 được giao chỉ tiêu 120 mô hình, đến nay có 98 mô hình.", [98]),
        ("Thời gian tới củng cố lực lượng ở cơ sở, nhất là 1.324 tổ an ninh nhân dân.", [1324]),
        ("Cán bộ hằng năm tới thăm 20 hộ nghèo.", [20]),
        ("Năm 2025, tỉnh xây dựng 12 mô hình mới.", [12]),
    ],
)
def test_what_was_done_or_stands_is_a_fact_beside_a_plan(said, done):
    assert of(said)[0] == done


def test_a_target_that_reads_like_a_result_is_kept_beside_the_facts():
    assert of("Năm 2026 tổ chức 62 buổi. Năm 2027 tổ chức 70 buổi.") == ([62], [70])


def test_in_a_plan_what_its_own_year_brings_is_planned_and_what_the_year_before_brought_is_done():
    plan = (
        "KẾ HOẠCH\nPhối hợp công tác năm 2027\n\nNăm 2026 tổ chức 40 buổi tuyên truyền. Năm 2027 tổ chức 50 buổi tuyên "
        "truyền. Quy mô 700 đại biểu. Hiện toàn xã có 2.300 hộ."
    )

    assert told(plan) == ([40, 2300], [50, 700])


def test_a_report_on_a_plan_is_no_plan():
    report = "BÁO CÁO\nKết quả thực hiện Kế hoạch số 12 năm 2026\n\nNăm 2026 tổ chức 50 buổi tuyên truyền."

    assert told(report) == ([50], [])


@pytest.mark.parametrize(("title", "done", "planned"), [("KẾ HOẠCH", [650], [700]), ("BÁO CÁO", [650, 700], [])])
def test_the_table_of_a_plan_holds_targets_but_for_the_years_before(title, done, planned):
    document = docx.Document()
    document.add_paragraph(title)
    document.add_paragraph("Công tác phối hợp năm 2027")
    table = document.add_table(0, 4)
    for row in (
        ["Stt", "Chỉ tiêu", "Năm 2026", "Năm 2027"],
        ["1", "Buổi tuyên truyền, vận động tập trung", "650", "700"],
    ):
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = said
    out = io.BytesIO()
    document.save(out)

    reading = read(out.getvalue())

    assert [fact.value for fact in reading.facts if fact.type == "figure"] == done
    assert [target.value for target in reading.targets] == planned
