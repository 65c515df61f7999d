"""The whole way once, in a browser: a paper in, a commune's report, a total that explains itself, a paper out."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

expect.set_options(timeout=90_000)
pytestmark = [pytest.mark.browser, pytest.mark.story]
PAPERS = Path(__file__).resolve().parents[2] / "phoihop/config/demo/papers"
REPORT = PAPERS / "ha-tinh-bao-cao-2022-2026.txt"
HA_TINH = "/so-lieu/?chi-tieu=TT01&he-thong=cong_an&ky=hanh_chinh:giai_doan:{}"
Visit = Callable[[str], Page]


def test_the_whole_way_once(visit: Visit, verified, tmp_path: Path):
    """Every step on one database, in the order in which the work goes."""
    compiler = visit("hatinh")
    the_published_claim_stands(compiler)
    a_paper_is_read_and_explains_the_total(compiler)
    assert "all right" in verified("figures")
    read_again_it_only_adds_evidence(compiler, tmp_path)
    assert "all right" in verified("figures")

    commune, province = visit("giavien"), visit("ninhbinh")
    before = ninh_binh(province)
    report = the_commune_fills_and_sends(commune)
    assert ninh_binh(province) == before
    the_province_returns_one_cell(province, report)
    sessions = the_commune_mends_and_sends_again(commune, report)
    province.goto(f"/bao-cao/{report}/duyet/")
    province.get_by_role("button", name="Nhận báo cáo").click()
    expect(province.locator("body")).to_contain_text("Đã nhận")
    assert ninh_binh(province) == before + sessions

    the_review_leaves_as_an_official_paper(province, before + sessions, tmp_path)
    assert "all right" in verified("figures")
    assert "all right" in verified("audit")


def the_published_claim_stands(page: Page) -> None:
    """Hà Tĩnh's area claim of an article, with its citation."""
    page.goto(HA_TINH.format("2017:2021"))
    assert total(page).startswith("hơn 1.500")
    explain(page)
    expect(page.locator("#giai-thich")).to_contain_text("Thùy Dương")
    expect(page.locator("#giai-thich")).to_contain_text("báo cáo cho cả địa bàn")


def a_paper_is_read_and_explains_the_total(page: Page) -> None:
    """Our own paper is read, confirmed, seen in the total, and explained down to its highlighted sentence."""
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


def read_again_it_only_adds_evidence(page: Page, folder: Path) -> None:
    """The same bytes are the same paper; a copy doubles nothing and stands as evidence."""
    page.goto("/van-ban/tiep-nhan/")
    page.set_input_files("input[type=file]", REPORT)
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.locator("body")).to_contain_text("đã tiếp nhận trước đây")

    copy = folder / "ban-chep-gui-lai.txt"
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


def the_commune_fills_and_sends(page: Page) -> str:
    """The commune types its year, is told what is wrong, sends and gets a receipt; the report's number."""
    page.goto("/bao-cao/")
    page.locator("main form button").first.click()
    for number in range(1, 19):
        enter(page, number, "-3" if number == 1 else "1,5" if number == 2 else str(20 + number))
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    page.wait_for_url("**/luu/")
    expect(page.locator("main")).to_contain_text(re.compile("nhập số nguyên|từ 0 trở lên"))
    found = re.search(r"/bao-cao/(\d+)/", page.url)
    assert found is not None

    page.goto(f"/bao-cao/{found[1]}/")
    sizes = {1: 30, 2: 4100, 3: 27, 4: 2, 5: 9, 6: 2, 7: 55, 8: 20, 9: 25, 10: 21, 11: 1, 12: 170, 13: 15}
    for number in range(1, 19):
        previous = page.locator(f"tr:has(input[name=o-{number}]) .pv").inner_text()
        enter(page, number, re.sub(r"\D", "", previous) or str(sizes.get(number, 1)))
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    page.wait_for_url("**/kiem-tra/")
    page.fill("input[name=counted_until]", "2026-11-15")
    page.get_by_role("button", name="Ghi ngày").click()
    send(page)
    return found[1]


def the_province_returns_one_cell(page: Page, report: str) -> None:
    page.goto(f"/bao-cao/{report}/duyet/")
    reason = page.locator("main tbody input[type=text], main tbody textarea, main tbody input:not([type])").first
    reason.fill("Số buổi lệch sổ theo dõi của tỉnh, đề nghị đối chiếu.")
    page.get_by_role("button", name="Trả lại các ô có lý do").click()
    expect(page.locator("body")).to_contain_text("Đã trả lại 1 ô")


def the_commune_mends_and_sends_again(page: Page, report: str) -> int:
    """The commune sees the reason, corrects the cell and sends; its sessions of the year."""
    page.goto(f"/bao-cao/{report}/")
    expect(page.locator("main")).to_contain_text("Cấp trên trả lại")
    sessions = int(re.sub(r"\D", "", page.locator("input[name=o-1]").input_value())) + 1
    enter(page, 1, str(sessions))
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    page.wait_for_url("**/kiem-tra/")
    send(page)
    return sessions


def the_review_leaves_as_an_official_paper(page: Page, sessions: int, folder: Path) -> None:
    """The review under way takes the new numbers and leaves as DOCX and PDF, every number bound."""
    page.goto("/tong-ket/")
    page.get_by_role("link", name="Báo cáo tổng kết").first.click()
    expect(page.locator("h1")).to_contain_text("2022–2026")
    page.locator("#doi > summary").click()
    page.get_by_role("button", name="Cập nhật các số mới").click()
    expect(page.locator("#doi")).to_have_count(0)
    assert "chưa gắn nguồn" not in page.locator("main").inner_text()

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải DOCX").click()
    taken = folder / "tong-ket.docx"
    shutil.copy(download.value.path(), taken)
    paper = docx.Document(io.BytesIO(taken.read_bytes()))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in "\n".join(cells)
    assert "BÁO CÁO" in words
    assert f"{sessions:,}".replace(",", ".") in cells
    assert "SỐ LIỆU MINH HỌA" in "".join(p.text for s in paper.sections for p in s.first_page_header.paragraphs)
    if program := shutil.which("soffice"):
        home = f"-env:UserInstallation=file://{folder}/office"
        subprocess.run([program, home, "--headless", "--convert-to", "pdf", "--outdir", folder, taken], check=True)
        seen(folder / "tong-ket.pdf", "SỐ LIỆU MINH HỌA")

    answer = page.request.get(page.locator("a", has_text="Xem PDF").get_attribute("href"))
    (folder / "cua-minh.pdf").write_bytes(answer.body())
    seen(folder / "cua-minh.pdf", "SỐ LIỆU MINH HỌA")


def seen(file: Path, mark: str) -> None:
    """The paper drawn as pictures: several pages, each with ink and the mark of invented data."""
    with pypdfium2.PdfDocument(file) as pages:
        assert 4 <= len(pages) <= 12
        for sheet in pages:
            low, high = sheet.render(scale=0.4).to_pil().convert("L").getextrema()
            assert (low < 100, high) == (True, 255)
            assert mark in sheet.get_textpage().get_text_range()


def total(page: Page) -> str:
    """The number in the page's leading sentence."""
    return page.locator("p.lead .num, p.lead .n").first.inner_text().strip()


def explain(page: Page) -> None:
    page.locator("p.lead a.num").first.click()
    expect(page.locator("#giai-thich")).to_be_visible()


def ninh_binh(page: Page) -> int:
    """The total of sessions of the year that the province's page shows."""
    page.goto("/so-lieu/?chi-tieu=TT01&he-thong=cong_an&ky=hanh_chinh:nam:2026:1")
    return int(re.sub(r"\D", "", total(page)))


def enter(page: Page, number: int, value: str) -> None:
    cell = page.locator(f"input[name=o-{number}]")
    cell.fill(value)
    cell.press("Tab")


def send(page: Page) -> None:
    button = page.get_by_role("button", name="Gửi báo cáo")
    expect(button).to_be_enabled()
    button.click()
    expect(page.locator("h1")).to_contain_text("Biên nhận")


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
