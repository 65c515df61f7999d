"""Plain text, legacy encodings, refusals by content, size and name."""

import pickle
import subprocess
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from phoihop.reading.load import LoadRefused, legacy, load, locate
from phoihop.reading.load.plain import decode

SENTENCE = "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện chương trình phối hợp, đạt 1.250 lượt người dự"
LETTERS = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ"


def tcvn3(text: str) -> str:
    back = {letter: code for code, letter in legacy.TCVN3.items()}
    return "".join(back.get(sign, sign) for sign in text)


def vni(text: str) -> str:
    back = {letter: code for code, letter in legacy.VNI.items() if not (code[0].islower() and code[1:].isupper())}
    return "".join(back.get(sign, sign) for sign in text)


def refusal(source: bytes | Path, **options: object) -> LoadRefused:
    with pytest.raises(LoadRefused) as caught:
        load(source, **options)  # type: ignore[arg-type]
    return caught.value


def test_every_line_of_a_text_is_a_paragraph_that_knows_its_number():
    loaded = load("BÁO CÁO\n\nĐã tổ chức 12 buổi.\n")

    assert loaded.text == "BÁO CÁO\n\nĐã tổ chức 12 buổi.\n"
    assert [(loaded.text[p.start : p.end], p.at.paragraph) for p in loaded.pieces] == [
        ("BÁO CÁO", 0),
        ("Đã tổ chức 12 buổi.", 2),
    ]
    assert [where.paragraph for where in locate(loaded, (5, 12))] == [0, 2]


def test_decomposed_letters_are_composed():
    loaded = load(unicodedata.normalize("NFD", SENTENCE).encode())

    assert loaded.text.rstrip("\n") == SENTENCE


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_texts_of_every_form_read_alike(code):
    assert load(SENTENCE.encode(code), name="báo cáo.txt").text.rstrip("\n") == SENTENCE


def test_our_tcvn3_table_is_that_of_the_c_library():
    signs = sorted(legacy.TCVN3)
    try:
        answer = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
            input="\n".join(signs).encode("latin-1"),
            capture_output=True,
            check=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("iconv with TCVN5712-1 is not installed")

    expected = unicodedata.normalize("NFC", answer.stdout.decode()).split("\n")
    assert [legacy.TCVN3[sign] for sign in signs] == expected
    assert len(signs) == 74


def test_vni_writes_every_vietnamese_letter_in_both_cases():
    assert {*LETTERS, *LETTERS.upper()} == set(legacy.VNI.values())
    assert legacy.convert(vni(LETTERS + LETTERS.upper()), "vni") == LETTERS + LETTERS.upper()


@pytest.mark.parametrize(("name", "write"), [("tcvn3", tcvn3), ("vni", vni)])
def test_legacy_bytes_are_recognised_by_what_they_yield(name, write):
    lower = SENTENCE.lower()

    assert decode(write(lower).encode("latin-1")) == (lower, (f"legacy_{name}",))


def windows_1258(text: str) -> bytes:
    tones = str.maketrans("", "", "\u0302\u0306\u031b")
    apart = (unicodedata.normalize("NFD", sign) for sign in text)
    # Letters with a hat, breve or horn are one byte, tones are bytes of their own.
    return "".join(
        unicodedata.normalize("NFC", "".join(c for c in parts if c in "\u0302\u0306\u031b" or c == parts[0]))
        + parts[1:].translate(tones)
        for parts in apart
    ).encode("cp1258")


def test_windows_1258_is_recognised():
    assert decode(windows_1258(SENTENCE)) == (SENTENCE, ("legacy_windows1258",))


@pytest.mark.parametrize(
    "text",
    [SENTENCE, SENTENCE.upper(), "L'été dernier, à Paris, où nous étions", "plain text", "ôn tập, cô ấy", "Đề án"],
)
def test_unicode_and_foreign_texts_are_not_taken_for_legacy_ones(text):
    assert legacy.guess(text) is None


def test_font_names_tell_the_encoding():
    names = [".VnTime", ".VnTimeH", ".VnArialH", "VNI-Times", "ABCDEF+.VnTime", "Times New Roman", "Verdana", None]

    assert [legacy.encoding_of_font(name) for name in names] == [
        "tcvn3", "tcvn3-capitals", "tcvn3-capitals", "vni", "tcvn3", None, None, None,
    ]  # fmt: skip
    assert legacy.convert("uû ban", "tcvn3-capitals") == "UỶ BAN"


def packed(parts: dict[str, bytes], **options: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 1001)

    assert (refusal(file, limit=1000).code, refusal(file, limit=1000).facts) == (
        "too_large",
        {"size": 1001, "limit": 1000},
    )


@pytest.mark.parametrize(
    ("data", "name", "code", "facts"),
    [
        (b"", "a.docx", "empty", {}),
        (b" \r\n\0", "a.txt", "empty", {}),
        (b"%PDF-1.7\n", "a.docx", "kind_mismatch", {"said": "docx", "found": "pdf"}),
        (b"{\\rtf1 a}", "a.doc", "kind_mismatch", {"said": "doc", "found": "rtf"}),
        (b"<html><body>a</body></html>", "a.xls", "kind_mismatch", {"said": "xls", "found": "html"}),
        (b"MZ\x90\0\3\0\0\0" * 20, None, "unsupported", None),
        (packed({"a.docx": b"x"}), "a.zip", "unsupported", {"found": "zip"}),
        (
            packed({"[Content_Types].xml": b"x", "ppt/presentation.xml": b"x"}),
            "a.pptx",
            "unsupported",
            {"found": "pptx"},
        ),
        (b"PK\x03\x04" + b"\1" * 90, "a.docx", "damaged", {"kind": "zip", "part": "zip"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted", None),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data, name, code, facts):
    caught = refusal(data, name=name)

    assert caught.code == code
    assert "found" in caught.facts or code != "unsupported"
    if facts is not None:
        assert caught.facts == facts


def test_a_refusal_crosses_to_another_process_whole():
    there = pickle.loads(pickle.dumps(LoadRefused("bomb", what="ratio", found=900)))

    assert (there.code, there.facts, str(there)) == (
        "bomb",
        {"what": "ratio", "found": 900},
        "bomb found=900 what=ratio",
    )
    with pytest.raises(ValueError):
        LoadRefused("anything")
