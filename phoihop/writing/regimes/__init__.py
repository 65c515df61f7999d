"""Layout regimes (thể thức trình bày) as data: what each line of a paper looks like under which rule.

A ``Style`` is one kind of line; a ``Regime`` names the style of every part, its margins and its wording.
Sizes, gaps and pitches are in points, indents and margins in millimetres.
"""

from dataclasses import dataclass

__all__ = ["Regime", "Style"]


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of line is set. ``name`` is its name in Word.

    ``pitch`` is the distance between lines as a multiple of single spacing, ``exactly`` the same in
    points and wins where given. ``outline`` is the depth in the navigation pane, 0 for running text.
    """

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    align: str = "left"
    first_indent: float = 0
    left_indent: float = 0
    hanging: float = 0
    before: float = 0
    after: float = 0
    pitch: float = 1.0
    exactly: float = 0
    keep_next: bool = False
    outline: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One layout: its source in law, its styles and its fixed words."""

    name: str
    source: str
    tones: str  # "old" (ủy, hòa) or "new" (uỷ, hoà)
    # page (trang)
    margin_top: float
    margin_bottom: float
    margin_left: float
    margin_right: float
    page_number: float  # size in points
    page_number_from_top: float
    # head of the first page
    left_share: float  # of the text width, for the issuers
    motto: tuple[tuple[str, Style], ...]  # quốc hiệu, tiêu ngữ; or the Party's name
    superior: Style
    issuer: Style
    issuer_mark: str  # "rule" or "*"
    number: Style
    number_form: str
    place_date: Style
    letter_subject: Style
    letter_subject_form: str
    mark: Style
    # title
    kind: Style
    subject: Style
    subject_mark: str  # "rule" or "-----"
    addressee: Style
    addressee_word: str
    petition_word: str  # of a submission (tờ trình)
    decided_by: Style
    basis: Style
    basis_form: str
    basis_end: str
    # body
    body: Style
    part: Style
    heading: Style
    clause: Style
    subclause: Style
    point: Style
    article: Style
    table_title: Style
    table_head: Style
    table_cell: Style
    note: Style
    figure_title: Style
    end: str
    # foot
    authority: Style
    authority_words: tuple[tuple[str, str], ...]  # how TM. and its like are printed
    signer: Style
    signature_room: float  # millimetres left for signature and seal
    recipients_word: Style
    recipient: Style
    annex_mark: Style
    annex_title: Style
    annex_source: Style
