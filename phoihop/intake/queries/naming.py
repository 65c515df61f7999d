"""Which unit a printed name means, seen from the body that hands a paper in: one of its area, or one outside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from phoihop.core.actor import Actor, Level
from phoihop.core.text import fold as searched
from phoihop.organisations import queries as organisations
from phoihop.places import queries as places
from phoihop.places.models import PlaceVersion
from phoihop.places.rules import full_name
from phoihop.reading.normalise import fold

__all__ = ["Misnamed", "Told", "Units", "head_lines", "letterhead", "title_of"]

_KINDS = "tỉnh|thành phố|đặc khu|phường|thị trấn|thị xã|huyện|quận|xã"
_KIND = re.compile(rf"(?<!\w)(?:{_KINDS})\s+(?=\w)")
_SHORT = ((re.compile(r"(?i)(?<!\w)tp\.?\s*(?=\w)"), "thành phố "), (re.compile(r"(?i)(?<!\w)tt\.\s*"), "thị trấn "),
          (re.compile(r"(?i)(?<!\w)x\.\s*"), "xã "), (re.compile(r"(?i)(?<!\w)p\.\s*"), "phường "))  # fmt: skip
_BODY = re.compile(
    r"(?:công an|cax|cap|ca|ủy ban (?:mttq|mặt trận tổ quốc)(?: việt nam)?|ubmttq(?: việt nam)?|mttq(?: việt nam)?|"
    r"ủy ban nhân dân|ubnd|đảng ủy|đảng bộ|ban chỉ đạo|hội liên hiệp phụ nữ|hội nông dân|hội cựu chiến binh|"
    r"đoàn thanh niên|công đoàn)\s+"
)
_NAMED = re.compile(
    r"(?:báo cáo|công văn|kế hoạch|tờ trình|thông báo|quyết định|chương trình|hướng dẫn|biên bản|công điện|nghị quyết|"
    r"kết luận|đề án|quy chế|giấy mời|chỉ thị|thông tư|diễn văn|bài phát biểu)(?!\w)"
)
_COMMUNE_KINDS = ("xã", "phường", "thị trấn", "đặc khu")
_CONCERNS = re.compile(r"(?i)^v/v\s*:?\s*|^về việc\s+")
_FURNITURE = re.compile(
    r"cộng hòa xã hội|độc lập - tự do|đảng cộng sản việt nam$|số\s*:|số liệu minh họa|.{0,40}, ngày \d|kính gửi|"
    r"[-*_.–—\s]*$"
)
_LINES, _TITLE = 30, 120
_WORD = re.compile(r"[\w'’-]+")
_LONGEST = 5
_SMALLEST_FIRST = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE, Level.COUNTRY)


@dataclass(frozen=True, slots=True)
class Told:
    """What a printed name means: a body of the area by number, or ``None`` where several could be meant.

    ``outside`` where the unit lies outside the area; ``above`` where it is one over the body's own.
    """

    name: str
    body: int | None = None
    level: Level = Level.COMMUNE
    outside: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A commune as a paper calls it, where none is called so, and the one of that name: what it is, its body."""

    said: str
    meant: str
    body: int


class Units:
    """The units that texts may name, old and new (đơn vị được nêu tên); a constant number of queries."""

    def __init__(self, actor: Actor, texts: Iterable[str], *, on: date) -> None:
        self._own, self._country = actor.place_id, actor.level is Level.COUNTRY
        bodies = organisations.main_bodies(on, systems=[actor.system])
        if self._country:
            inside = PlaceVersion.objects.filter(place__level=Level.PROVINCE)
        else:
            area = places.territory(actor.place_id, on=on)
            inside, bodies = PlaceVersion.objects.filter(place__in=area), bodies.filter(place__in=area)
        self._bodies = dict(bodies.values_list("place_id", "pk")) | {actor.place_id: actor.body_id}
        self._full: dict[str, set[int]] = defaultdict(set)
        self._bare: dict[str, set[int]] = defaultdict(set)
        self._levels: dict[int, Level] = {}
        self._names: dict[int, str] = {}
        self._kinds: dict[int, str] = {}
        self._add(inside, bare=True)
        self._inside = frozenset(self._levels)
        self._above: frozenset[int] = frozenset()
        if not self._country:
            over = [one.place_id for one in places.path(actor.place_id, on=on) if one.place_id != actor.place_id]
            self._above = frozenset(over)
            asked = {candidate for text in texts for candidate in _candidates(text)}
            self._add(PlaceVersion.objects.filter(place__level=Level.PROVINCE) | PlaceVersion.objects.filter(
                folded__in=asked))  # fmt: skip
        ended = [place for place in self._inside if place not in self._bodies]
        self._heirs = {
            place: {self._bodies[one.place_id] for one in kin if one.place_id in self._bodies}
            for place, kin in places.heirs(ended, on=on).items()
        }

    def in_row(self, printed: str) -> Told | None:
        """What the name in a table's line or column means, with or without its kind; ``None`` for no known unit."""
        if told := self.named(printed):
            return told
        bare = _BODY.sub("", fold(" ".join(printed.split())).strip(" .:-"))
        found = self._bare.get(bare)
        return self._told(found, printed.strip()) if found else None

    def named(self, text: str) -> Told | None:
        """The smallest unit that a text names with its kind; ``None`` where it names none.

        Where it names two of one rank, that is several.
        """
        found = list(self._mentions(text))
        if not found:
            return None
        rank = next(level for level in _SMALLEST_FIRST if any(level in levels for _, _, levels in found))
        meant = {name: places_ for name, places_, levels in found if rank in levels}
        if len(meant) > 1:
            return _several([self._told(each, name) for name, each in meant.items()])
        ((name, places_),) = meant.items()
        told_one = self._told(places_, name)
        over = next((each for each, _, levels in found if Level.PROVINCE in levels), "")
        if told_one.outside and over and rank is not Level.PROVINCE:
            return Told(f"{name}, {over}", outside=True, level=rank)
        return told_one

    def misnamed(self, head: Iterable[str]) -> Misnamed | None:
        """A commune that a letterhead names by a kind that it is not (xã for phường), where only one has that name."""
        for line in head:
            told = self.named(line)
            if told and told.level is Level.COMMUNE and not told.outside:
                continue
            printed = _written_out(line)
            folded = fold(printed)
            for kind in _KIND.finditer(folded):
                words = _words(folded, kind.end()) if kind.group().strip() in _COMMUNE_KINDS else []
                for word in reversed(words):
                    meant = self._called(folded[kind.end() : word.end()])
                    if meant is not None:
                        said = full_name(kind.group().strip(), _titled(printed[kind.end() : word.end()]))
                        return Misnamed(said, *meant)
        return None

    def _called(self, bare: str) -> tuple[str, int] | None:
        """The one standing commune of the area of that name without its kind: its full name and body."""
        found = {place for place in self._bare.get(" ".join(bare.split()), ()) if place in self._bodies}
        communes = [place for place in found if self._levels[place] is Level.COMMUNE and place != self._own]
        if len(communes) != 1:
            return None
        return self._kinds[communes[0]], self._bodies[communes[0]]

    def provinces_in(self, text: str) -> Told | None:
        """The one province that a text names, where it names no unit of the area at all; else ``None``."""
        told = {name: self._told(each, name) for name, each, levels in self._mentions(text) if Level.PROVINCE in levels}
        own = self._names.get(self._own, "")
        if len(told) != 1 or (own and own in " ".join(fold(text).split())):
            return None
        return next(iter(told.values()))

    def own_name_in(self, text: str) -> bool:
        """Whether a text has the name of the body's own unit, without its kind."""
        return self._names.get(self._own, " ") in " ".join(fold(text).split())

    def _add(self, versions: Iterable[PlaceVersion], *, bare: bool = False) -> None:
        for version in versions.select_related("place"):  # type: ignore[attr-defined]
            self._full[fold(full_name(version.kind, version.name))].add(version.place_id)
            self._levels[version.place_id] = Level(version.place.level)
            self._names[version.place_id] = fold(version.name)
            if version.valid_to is None or version.place_id not in self._kinds:
                self._kinds[version.place_id] = full_name(version.kind, version.name)
            if bare:
                self._bare[fold(version.name)].add(version.place_id)

    def _mentions(self, text: str) -> Iterator[tuple[str, set[int], set[Level]]]:
        printed = _written_out(text)
        folded = fold(printed)
        for kind in _KIND.finditer(folded):
            if not (printed[kind.end()].isupper() or printed[kind.end()].isdigit()):
                continue
            words = [word.end() for word in _words(folded, kind.end())]
            for end in reversed(words):
                name = folded[kind.start() : end]
                if found := self._full.get(" ".join(name.split())):
                    shown = full_name(kind.group().strip(), _titled(printed[kind.end() : end]))
                    yield shown, found, {self._levels[place] for place in found}
                    break

    def _told(self, found: Iterable[int], name: str) -> Told:
        """One name as the body of the area that it means: units that stand before those that ended."""
        inside = [place for place in found if place in self._inside]
        level = self._smallest(inside or found)
        if not inside:
            return Told(name, outside=True, above=any(place in self._above for place in found), level=level)
        standing = {self._bodies[place] for place in inside if place in self._bodies}
        meant = standing or {body for place in inside for body in self._heirs.get(place, ())}
        if len(meant) != 1:
            return Told(name, level=level)
        (body,) = meant
        seat = next((place for place, each in self._bodies.items() if each == body), None)
        return Told(name, body, level=self._levels.get(seat, level) if seat else level)

    def _smallest(self, found: Iterable[int]) -> Level:
        levels = {self._levels[place] for place in found}
        return next(level for level in _SMALLEST_FIRST if level in levels)


def title_of(text: str) -> str:
    """What a pasted paper is called (trích yếu): its kind and what it is on, else its first line that is no letterhead.

    >>> title_of("CÔNG AN TỈNH HÀ TĨNH\\nSố: 4/BC-CAT\\n\\nBÁO CÁO\\nKết quả năm 2026\\n\\nPhần I")
    'Báo cáo kết quả năm 2026'
    >>> title_of("CÔNG AN TỈNH HÀ TĨNH\\nV/v gửi số liệu năm 2026\\nKính gửi: Bộ Công an")
    'Công văn về việc gửi số liệu năm 2026'
    """
    lines = [" ".join(line.split()) for line in text.strip().split("\n")[:_LINES]]
    for at, line in enumerate(lines):
        if _CONCERNS.match(line):
            return _short(f"Công văn về việc {_CONCERNS.sub('', line)}")
        if line.isupper() and _NAMED.match(fold(line)):
            rest = lines[at + 1 :]
            end = next((n for n, each in enumerate(rest) if not each or _FURNITURE.match(fold(each))), len(rest))
            return _short(" ".join([line.capitalize(), _running(" ".join(rest[: min(end, 3)]))]))
    plain = (line for line in lines if line and not _FURNITURE.match(fold(line)) and not _BODY.match(fold(line) + " "))
    return _short(next(plain, next((line for line in lines if line), "")))


def letterhead(text: str) -> list[str]:
    """The lines at a paper's head that name who writes it (phần đầu văn bản)."""
    return [part for part in head_lines(text) if len(part) < 90 and _BODY.match(fold(_written_out(part)) + " ")]


def head_lines(text: str) -> list[str]:
    """The first lines of a paper (mấy dòng đầu), up to the first line of a table."""
    found: list[str] = []
    for line in text[:1500].split("\n")[:14]:
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) > 1 and any(part.isdigit() for part in parts):
            break
        found += parts
    return found


def _running(said: str) -> str:
    """A line that goes on with a sentence begun before: small at first, unless it begins with a word in capitals."""
    return said if said[:2].isupper() else said[:1].lower() + said[1:]


def _short(said: str) -> str:
    """A title cut between words where it is long."""
    said = said.strip(" .:;-")
    return said if len(said) <= _TITLE else f"{said[:_TITLE].rpartition(' ')[0]}…"


def _several(told: list[Told]) -> Told:
    """Several units named at once: outside only where all are."""
    return Told(", ".join(each.name for each in told), outside=all(each.outside for each in told), level=told[0].level)


def _written_out(text: str) -> str:
    for short, long in _SHORT:
        text = short.sub(long, text)
    return text


def _words(folded: str, start: int) -> list[re.Match[str]]:
    """The words behind a kind, up to the first sign that ends a name."""
    found: list[re.Match[str]] = []
    at = start
    while len(found) < _LONGEST and (word := _WORD.match(folded, at)):
        found.append(word)
        space = re.compile(r"[ \u00a0]+").match(folded, word.end())
        if not space:
            break
        at = space.end()
    return found


def _candidates(text: str) -> Iterator[str]:
    """The names, as searched, that may stand behind the kinds in a text."""
    printed = _written_out(text)
    folded = fold(printed)
    for kind in _KIND.finditer(folded):
        for word in _words(folded, kind.end()):
            yield searched(folded[kind.end() : word.end()])


def _titled(printed: str) -> str:
    """A name as printed, small behind each first letter where it stands in capitals alone."""
    return printed.title() if printed.isupper() and len(printed) > 1 else printed
