"""Outlines (đề cương) of reviews by kind and level, as the field writes them.

Parts and order follow practice: features of the area, results by each content of the programme,
assessment, directions, proposals, annex of figures. ``fill`` says what a section is drafted from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from phoihop.core.actor import Level
from phoihop.reviews.rules.states import Kind

__all__ = ["Depth", "Fill", "Item", "outline"]


class Depth(StrEnum):
    """How deep a section stands; the names of ``writing.Level``."""

    PART = "part"
    HEADING = "heading"
    CLAUSE = "clause"
    ANNEX = "annex"


class Fill(StrEnum):
    """What a section is drafted from (nguồn soạn)."""

    PEOPLE = "people"  # written by people
    PROGRAMME = "programme"  # parties, signing, cascade
    CONTENTS = "contents"  # one clause for each content of the programme
    CONTENT = "content"  # figures of one content
    DIFFICULTIES = "difficulties"  # gathered from the reports below
    BY_YEAR = "by_year"  # the table by year
    GROUP = "group"  # holds sections only


@dataclass(frozen=True, slots=True)
class Item:
    """One section of an outline."""

    depth: Depth
    title: str
    fill: Fill = Fill.PEOPLE


_PART, _HEADING, _CLAUSE, _ANNEX = Depth

_FINAL = (
    Item(_PART, "Đặc điểm, tình hình", Fill.GROUP),
    Item(_CLAUSE, "Bối cảnh, thuận lợi"),
    Item(_CLAUSE, "Khó khăn"),
    Item(_PART, "Kết quả thực hiện", Fill.GROUP),
    Item(_HEADING, "Công tác lãnh đạo, chỉ đạo, quán triệt, cụ thể hóa", Fill.PROGRAMME),
    Item(_HEADING, "Kết quả thực hiện các nội dung phối hợp", Fill.CONTENTS),
    Item(_HEADING, "Vai trò của cơ quan thường trực, Ban Chỉ đạo, tổ giúp việc"),
    Item(_HEADING, "Công tác kiểm tra, giám sát, sơ kết, khen thưởng"),
    Item(_PART, "Đánh giá chung", Fill.GROUP),
    Item(_HEADING, "Ưu điểm"),
    Item(_HEADING, "Tồn tại, hạn chế", Fill.DIFFICULTIES),
    Item(_HEADING, "Nguyên nhân"),
    Item(_HEADING, "Bài học kinh nghiệm"),
    Item(_PART, "Phương hướng, nhiệm vụ, giải pháp"),
    Item(_PART, "Kiến nghị, đề xuất"),
    Item(_ANNEX, "Biểu số liệu theo từng năm", Fill.BY_YEAR),
)

_MIDTERM = (
    Item(_HEADING, "Công tác lãnh đạo, chỉ đạo", Fill.PROGRAMME),
    Item(_HEADING, "Kết quả thực hiện các nội dung phối hợp", Fill.CONTENTS),
    Item(_HEADING, "Đánh giá chung", Fill.GROUP),
    Item(_CLAUSE, "Ưu điểm"),
    Item(_CLAUSE, "Tồn tại, hạn chế và nguyên nhân", Fill.DIFFICULTIES),
    Item(_HEADING, "Nhiệm vụ trọng tâm thời gian tới"),
    Item(_HEADING, "Kiến nghị, đề xuất"),
    Item(_ANNEX, "Biểu số liệu theo từng năm", Fill.BY_YEAR),
)

_COMMUNE = (
    Item(_HEADING, "Tình hình, công tác chỉ đạo", Fill.PROGRAMME),
    Item(_HEADING, "Kết quả thực hiện các nội dung phối hợp", Fill.CONTENTS),
    Item(_HEADING, "Khó khăn, hạn chế và nguyên nhân", Fill.DIFFICULTIES),
    Item(_HEADING, "Phương hướng, kiến nghị"),
    Item(_ANNEX, "Biểu số liệu theo từng năm", Fill.BY_YEAR),
)


def outline(kind: Kind, level: Level, contents: Sequence[str]) -> tuple[tuple[Item, int | None], ...]:
    """The sections of a review, each with the place of its content among ``contents`` where it has one.

    >>> [item.title for item, at in outline(Kind.MIDTERM, Level.COMMUNE, ["Tuyên truyền"]) if at == 0]
    ['Tuyên truyền']
    """
    chosen = _COMMUNE if level is Level.COMMUNE else _FINAL if kind is Kind.FINAL else _MIDTERM
    sections: list[tuple[Item, int | None]] = []
    for item in chosen:
        if item.fill is Fill.CONTENTS and contents:
            sections.append((Item(item.depth, item.title, Fill.GROUP), None))
            sections += [(Item(_CLAUSE, text, Fill.CONTENT), at) for at, text in enumerate(contents)]
        else:
            sections.append((item, None))
    return tuple(sections)
