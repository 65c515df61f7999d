"""The whole way once, in a browser: a paper in, a commune's report, a total that explains itself, a paper out."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

expect.set_options(timeout=30_000)
pytestmark = [pytest.mark.browser, pytest.mark.story]
PAPERS = Path(__file__).resolve().parents[2] / "phoihop/config/demo/papers"
REPORT = PAPERS / "ha-tinh-bao-cao-2022-2026.txt"
HA_TINH = "/so-lieu/?chi-tieu=TT01&he-thong=cong_an&ky=hanh_chinh:giai_doan:{}"
Visit = Callable[[str], Page]


def total(page: Page) -> str:
    """The number in the page's leading sentence."""
    return page.locator("p.lead .num, p.lead .n").first.inner_text().strip()


def explain(page: Page) -> None:
    page.locator("p.lead a.num").first.click()
    expect(page.locator("#giai-thich")).to_be_visible()


def test_a_published_claim_stands_with_its_citation(visit: Visit):
    page = visit("hatinh")
    page.goto(HA_TINH.format("2017:2021"))

    assert total(page).startswith("hơn 1.500")
    explain(page)
    expect(page.locator("#giai-thich")).to_contain_text("Thùy Dương")
    expect(page.locator("#giai-thich")).to_contain_text("báo cáo cho cả địa bàn")


def test_a_paper_is_read_confirmed_and_explains_the_total_down_to_its_sentence(visit: Visit, verified):
    page = visit("hatinh")
    page.goto("/van-ban/tiep-nhan/")
    page.set_input_files("input[type=file]", REPORT)
    page.get_by_role("button", name="Đọc văn bản").click()
    for code in ("TT01", "NT01"):
        proposal = page.locator("details.prop", has_text=f"({code})")
        proposal.locator("> summary").click()
        proposal.get_by_role("button", name="Nhận").click()
        expect(proposal.locator("> summary")).to_contain_text("Đã nhận")
    page.get_by_role("button", name="Ghi 2 mục đã nhận").click()
    expect(page.locator("body")).to_contain_text("Đã ghi 2 số liệu")

    page.goto(HA_TINH.format("2022:2026"))
    assert total(page).startswith("hơn 1.860")
    explain(page)
    panel = page.locator("#giai-thich")
    expect(panel).to_contain_text("ha-tinh-bao-cao-2022-2026.txt")
    panel.locator("a[href*='/van-ban/nguon/']").first.click()
    expect(page.locator("mark.fact").first).to_contain_text("hơn 1.860 buổi")
    assert "all right" in verified("figures")


def test_read_again_nothing_doubles_and_the_evidence_is_added(visit: Visit, tmp_path: Path, verified):
    page = visit("hatinh")
    page.goto("/van-ban/tiep-nhan/")
    page.set_input_files("input[type=file]", REPORT)
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.locator("body")).to_contain_text("đã tiếp nhận trước đây")

    copy = tmp_path / "ban-chep-gui-lai.txt"
    copy.write_bytes(REPORT.read_bytes() + b"\n(2)\n")
    page.goto("/van-ban/tiep-nhan/")
    page.set_input_files("input[type=file]", copy)
    page.get_by_role("button", name="Đọc văn bản").click()
    proposal = page.locator("details.prop", has_text="(TT01)")
    proposal.locator("> summary").click()
    proposal.get_by_role("button", name="Nhận").click()
    page.get_by_role("button", name="Ghi 1 mục đã nhận").click()
    expect(page.locator("body")).to_contain_text("chỉ thêm minh chứng")

    page.goto(HA_TINH.format("2022:2026"))
    assert total(page).startswith("hơn 1.860")
    explain(page)
    expect(page.locator("#giai-thich")).to_contain_text("ban-chep-gui-lai.txt")
    assert "all right" in verified("figures")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.docx", b"", "Tệp rỗng"),
        ("nang.pdf", b"%PDF-1.7" + b"0" * (60 * 2**20), "vượt mức 20 MB"),
        ("bao-cao.docx", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF", "loại khác"),
        ("mat.txt", (PAPERS / "khong-nhan-dong-dau-mat.txt").read_bytes(), "117/2025/QH15"),
    ],
)
def test_what_may_not_come_in_is_told_and_changes_nothing(visit: Visit, tmp_path: Path, name, content, said):
    page = visit("thanhhoa")
    page.goto("/van-ban/tiep-nhan/")
    (tmp_path / name).write_bytes(content)
    page.set_input_files("input[type=file]", tmp_path / name)
    page.get_by_role("button", name="Đọc văn bản").click()

    expect(page.locator("main")).to_contain_text(said)
    page.goto("/van-ban/tiep-nhan/")
    expect(page.locator("main")).to_contain_text("Chưa có văn bản nào")


def ninh_binh(page: Page) -> int:
    page.goto("/so-lieu/?chi-tieu=TT01&he-thong=cong_an&ky=hanh_chinh:nam:2026:1")
    return int(re.sub(r"\D", "", total(page)))


def test_a_commune_sends_the_province_returns_and_accepts_and_the_total_is_right_at_once(visit: Visit, verified):
    commune, province = visit("giavien"), visit("ninhbinh")
    before = ninh_binh(province)

    commune.goto("/bao-cao/")
    commune.locator("main form button").first.click()
    for number in range(1, 19):
        cell = commune.locator(f"input[name=o-{number}]")
        cell.fill("-3" if number == 1 else "1,5" if number == 2 else str(20 + number))
        cell.press("Tab")
    commune.get_by_role("button", name="Kiểm tra và gửi").click()
    expect(commune.locator("main")).to_contain_text(re.compile("nhập số nguyên|từ 0 trở lên"))
    report = re.search(r"/bao-cao/(\d+)/", commune.url)[1]

    commune.goto(f"/bao-cao/{report}/")
    sizes = {1: 30, 2: 4100, 3: 27, 4: 2, 5: 9, 6: 2, 7: 55, 8: 20, 9: 25, 10: 21, 11: 1, 12: 170, 13: 15}
    for number in range(1, 19):
        cell = commune.locator(f"input[name=o-{number}]")
        previous = commune.locator(f"tr:has(input[name=o-{number}]) .pv").inner_text()
        usual = int(re.sub(r"\D", "", previous) or sizes.get(number, 1))
        cell.fill(str(usual))
        cell.press("Tab")
    commune.get_by_role("button", name="Kiểm tra và gửi").click()
    commune.wait_for_url("**/kiem-tra/", timeout=90_000)
    commune.fill("input[name=counted_until]", "2026-11-15")
    commune.get_by_role("button", name="Ghi ngày").click()
    expect(commune.get_by_role("button", name="Gửi báo cáo")).to_be_enabled()
    commune.get_by_role("button", name="Gửi báo cáo").click()
    expect(commune.locator("h1")).to_contain_text("Biên nhận")
    assert ninh_binh(province) == before

    province.goto(f"/bao-cao/{report}/duyet/")
    province.locator("main tbody input[type=text], main tbody textarea, main tbody input:not([type])").first.fill(
        "Số buổi lệch sổ theo dõi của tỉnh, đề nghị đối chiếu."
    )
    province.get_by_role("button", name="Trả lại các ô có lý do").click()
    commune.goto(f"/bao-cao/{report}/")
    expect(commune.locator("main")).to_contain_text("Cấp trên trả lại")
    first = commune.locator("input[name=o-1]")
    sessions = int(re.sub(r"\D", "", first.input_value())) + 1
    first.fill(str(sessions))
    first.press("Tab")
    commune.get_by_role("button", name="Kiểm tra và gửi").click()
    commune.wait_for_url("**/kiem-tra/", timeout=90_000)
    commune.get_by_role("button", name="Gửi báo cáo").click()
    expect(commune.locator("h1")).to_contain_text("Biên nhận")

    province.goto(f"/bao-cao/{report}/duyet/")
    province.get_by_role("button", name="Nhận báo cáo").click()
    assert ninh_binh(province) == before + sessions
    assert "all right" in verified("figures")
    assert "all right" in verified("audit")


def test_a_review_leaves_as_an_official_paper_whose_numbers_are_bound(visit: Visit):
    page = visit("ninhbinh")
    page.goto("/tong-ket/lap/")
    option = page.locator("select[name=programme] option", has_text="Ninh Bình").first
    page.select_option("select[name=programme]", value=option.get_attribute("value"))
    page.fill("input[name=first_year]", "2022")
    page.fill("input[name=last_year]", "2026")
    page.get_by_role("button", name="Lập báo cáo").click()
    expect(page.locator("h1")).to_contain_text("2022–2026")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Tải.*DOCX|Tải bản|Tải về|DOCX")).first.click()
    paper = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cells
    assert "BÁO CÁO" in words
    assert "2022" in cells
    assert "SỐ LIỆU MINH HỌA" in words + cells + "".join(p.text for s in paper.sections for p in s.header.paragraphs)
