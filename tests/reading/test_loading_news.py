"""News pages, and files that another program must turn first."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from phoihop.reading.load import LoadRefused, load

PAGE = """<!doctype html><html><head><title>Sơ kết chương trình phối hợp - Báo A</title>
<meta property="article:published_time" content="2026-03-05T10:00:00+07:00"><meta name="author" content="Thu Hà"></head>
<body><nav><ul><li>Trang chủ</li><li>Thời sự</li></ul></nav><article><h1>Sơ kết chương trình phối hợp</h1>
<p>Sáng 5-3, Công an tỉnh và Ủy ban MTTQ tỉnh tổ chức hội nghị sơ kết 5 năm thực hiện chương trình phối hợp.</p>
<p>Hai bên đã tổ chức hơn 1.500 buổi tuyên truyền với 87.500 lượt người dự, xây dựng 77 mô hình.</p>
<table><tr><td>Năm</td><td>Buổi</td></tr><tr><td>2024</td><td>600</td></tr></table></article>
<aside>Tin khác: Giá vàng hôm nay</aside><footer>Bản quyền Báo A. Lượt truy cập: 123456</footer></body></html>"""


def test_the_article_is_read_without_its_surroundings():
    loaded = load(PAGE.encode(), name="tin.html")

    assert loaded.text == (
        "Sơ kết chương trình phối hợp\n"
        "Sáng 5-3, Công an tỉnh và Ủy ban MTTQ tỉnh tổ chức hội nghị sơ kết 5 năm thực hiện chương trình phối hợp.\n"
        "Hai bên đã tổ chức hơn 1.500 buổi tuyên truyền với 87.500 lượt người dự, xây dựng 77 mô hình.\n"
        "Năm\tBuổi\n2024\t600\n"
    )
    assert (loaded.meta.published, loaded.meta.author) == ("2026-03-05", "Thu Hà")
    assert [[cell.text for cell in row] for row in loaded.tables[0].rows] == [["Năm", "Buổi"], ["2024", "600"]]


def test_a_page_in_another_encoding_is_read():
    page = PAGE.replace("<head>", '<head><meta charset="utf-16">')

    assert load(PAGE.encode("utf-8-sig")).meta.title == "Sơ kết chương trình phối hợp"
    assert "1.500 buổi" in load(page.encode()).text


def test_a_page_without_text_is_refused():
    with pytest.raises(LoadRefused) as caught:
        load(b"<html><body><script>x</script></body></html>")

    assert caught.value.code == "empty"


@pytest.mark.skipif(not which("soffice"), reason="LibreOffice is not installed")
def test_an_old_word_document_is_read_through_libreoffice(tmp_path):
    source = tmp_path / "a.html"
    source.write_text("<p>Đã tổ chức 1.250 buổi tuyên truyền.</p>", "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
    )

    loaded = load(Path(tmp_path, "a.doc"))

    assert (loaded.kind, loaded.text.strip()) == ("doc", "Đã tổ chức 1.250 buổi tuyên truyền.")


def test_without_libreoffice_an_old_document_is_refused_by_the_programs_name(monkeypatch):
    monkeypatch.setattr("phoihop.reading.load.programs._PATH", "/nowhere")

    with pytest.raises(LoadRefused) as caught:
        load(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), name="a.doc")

    assert (caught.value.code, caught.value.facts) == ("needs_program", {"program": "LibreOffice", "kind": "doc"})


def test_rich_text_is_read():
    assert load(
        b"{\\rtf1\\ansi\\ansicpg1258 \\u272?\\u227? t\\u7893? ch\\u7913?c 12 bu\\u7893?i}", name="a.rtf"
    ).text == ("Đã tổ chức 12 buổi\n")
