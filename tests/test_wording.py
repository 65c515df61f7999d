"""Every Vietnamese word that a screen or a message shows goes through gettext; what does not has its reason here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from phoihop.places.rules.names import KINDS
from phoihop.reports.rules import NOT_APPLICABLE

ROOT = Path(__file__).parents[1] / "phoihop"
#: Files and folders whose Vietnamese is no wording of a screen, each with its reason.
NOT_WORDING = {
    "reading": "the reader's grammar: words that papers are read by",
    "documents/queries/looks.py": "what the head of a paper looks like",
    "intake/queries/heading.py": "what the title and the opening of a paper look like",
    "intake/queries/naming.py": "how papers write the names of units",
    "intake/rules/states.py": "remarks that are kept with a proposal and found again in it",
    "writing": "what official papers say is Vietnamese by law (docs/decisions/papers-are-vietnamese.md)",
    "reviews/letters.py": "the words of the review's paper, likewise",
    "reviews/rules": "outline, letterhead and drafted sentences of the review's paper, likewise",
    "figures/rules/printing.py": "numbers are printed on screens as in papers, and compared with what papers say",
    "reports/rules/numbers.py": "what may be typed into a cell is read back",
    "core/alphabet.py": "the order of the Vietnamese letters",
    "organisations/rules.py": "names of bodies are data",
    "places/rules": "names of units and what the loader decides about them are data",
    "config/demo": "the demo's invented data",
    "config/command.py": "the command speaks English, with the Vietnamese term in brackets",
    "config/verifying.py": "likewise",
    "figures/bench": "the bench's table and its invented data",
    "web/gallery.py": "invented samples of the components",
    "web/templates/web/gallery.html": "likewise",
}
#: What Django's makemessages looks for.
MARKERS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}
NBSP = "\N{NO-BREAK SPACE}"
_VIETNAMESE = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_MARKED_IN_A_SCRIPT = re.compile(r'\b_\("[^"]*"')
_MARKED_IN_A_TAG = re.compile(r"""_\(("[^"]*"|'[^']*')\)""")


def is_wording(text: str) -> bool:
    """Whether a text has Vietnamese words other than the product's name, the letter đ alone or a kind of unit."""
    rest = text.replace("Phối Hợp", "").strip()
    return rest not in {"đ", "Đ", *KINDS} and bool(_VIETNAMESE.search(rest))


def stands_free(path: Path) -> bool:
    return any(path.is_relative_to(ROOT / free) for free in NOT_WORDING)


def sources(pattern: str) -> list[Path]:
    return sorted(
        path
        for path in ROOT.rglob(pattern)
        if not stands_free(path) and not {"migrations", "vendor"} & set(path.parts) and path.is_file()
    )


def called(node: ast.AST) -> str:
    """``"gettext"`` of ``gettext("…")``, ``"re.compile"`` of ``re.compile("…")``."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def unmarked(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Vietnamese literals outside gettext, regular expressions and docstrings: line and text."""
    name = called(node)
    if name in MARKERS or name.startswith("re."):
        return
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and is_wording(node.value):
        yield node.lineno, node.value
    for child in children:
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        yield from unmarked(child)


def composed(source: str) -> Iterator[tuple[int, str]]:
    """Marked words that makemessages cannot find: a marker in an f-string; an f-string, a sum or a call in a marker.

    It takes a named character for its name, so a space that does not break stands in the source itself.
    """
    tree = ast.parse(source)
    inside = {inner for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in MARKERS and node.args:
            first = node.args[0]
            literal = isinstance(first, ast.Constant)
            lost = literal and NBSP in str(first.value) and NBSP not in (ast.get_source_segment(source, first) or "")
            if lost or (literal and node in inside) or isinstance(first, ast.JoinedStr | ast.BinOp | ast.Call):
                yield node.lineno, ast.unparse(node)


def test_python_shows_no_vietnamese_word_outside_gettext():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sources("*.py")
        for line, text in unmarked(ast.parse(path.read_text()))
    ]

    assert found == []


def test_what_goes_through_gettext_stands_whole_in_the_source():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sources("*.py")
        for line, text in composed(path.read_text())
    ]

    assert found == []


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """Vietnamese of a template outside ``translate`` and ``blocktranslate``: line and text."""
    silent = False
    for token in Lexer(source).tokenize():
        tag = token.contents.split(maxsplit=1)[0] if token.token_type is TokenType.BLOCK else ""
        if tag in ("blocktranslate", "endblocktranslate", "comment", "endcomment"):
            silent = not tag.startswith("end")
        elif not silent and tag != "translate" and token.token_type is not TokenType.COMMENT:
            for line, told in enumerate(_MARKED_IN_A_TAG.sub("", token.contents).split("\n"), token.lineno):
                yield from ((line, part.strip()) for part in re.split("[<>]", told) if is_wording(part))


def test_templates_show_no_vietnamese_word_outside_translate():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sources("templates/**/*.*")
        for line, text in in_template(path.read_text())
    ]

    assert found == []


def in_script(source: str) -> Iterator[tuple[int, str]]:
    """Vietnamese of a script outside ``_("…")`` and comments, but for the word that the server reads: line and text."""
    for line, code in enumerate(source.split("\n"), 1):
        told = _MARKED_IN_A_SCRIPT.sub("", re.sub(r"(?:^|\s)//.*", "", code)).replace(f'"{NOT_APPLICABLE}"', "")
        if is_wording(told):
            yield line, told.strip()


def test_scripts_show_no_vietnamese_word_outside_gettext():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sources("static/**/*.js")
        for line, text in in_script(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize("free", NOT_WORDING)
def test_what_stands_free_of_gettext_is_there_and_holds_such_words(free):
    files = [ROOT / free] if (ROOT / free).is_file() else sorted((ROOT / free).rglob("*.py"))

    assert any(_VIETNAMESE.search(file.read_text()) for file in files)


def test_the_checks_themselves_see_what_is_not_marked():
    code = '''
"""Tài liệu."""
A = _("Đã ghi")
B = re.compile("số|năm")
C = f"Đã ghi {n} ô"
D = "đ", "xã", "Phối Hợp"
E = _(f"Còn {n} ô")
F = f"{n} {_('ô')}"
'''
    page = """{% translate "Đã ghi" %} {{ n|default:_("chưa có") }} {# ghi chú #}
{% blocktranslate %}Đã ghi {{ n }} ô{% endblocktranslate %} {{ n|default:"để trống" }}
<p>Đã gửi</p>"""

    script = """const NA = "Không áp dụng";  // không phải chữ
say(_("Ghi %(n)s ô", { n }));
say(`Ghi ${n} ô`);"""

    assert list(unmarked(ast.parse(code))) == [(5, "Đã ghi "), (5, " ô")]
    assert list(composed(code)) == [(7, "_(f'Còn {n} ô')"), (8, "_('ô')")]
    assert list(in_template(page)) == [(2, 'n|default:"để trống"'), (3, "Đã gửi")]
    assert list(in_script(script)) == [(3, "say(`Ghi ${n} ô`);")]
