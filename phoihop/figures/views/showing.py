"""Doors of totals: one indicator's page, the pivot, quality; each also as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from phoihop.core.actor import Role
from phoihop.figures import actions, queries
from phoihop.figures.forms import files
from phoihop.figures.forms.asking import Asking, asking
from phoihop.figures.forms.crossing import crossed
from phoihop.figures.forms.doubts import doubts
from phoihop.figures.forms.files import Leaf
from phoihop.figures.forms.leaves import leaf_of
from phoihop.figures.forms.sheet import rows_of, sheet
from phoihop.figures.forms.two_maps import two_maps as side_by_side

__all__ = ["index", "pivot", "quality", "two_maps"]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The totals of one indicator by unit (số liệu tổng hợp): map, ranks, table; ``tai`` downloads it."""
    asked = _asked(request)
    if (kind := request.GET.get("tai", "")) in files.FORMATS:
        return _file(request, asked, leaf_of(asked, *rows_of(asked, request.GET.get("xep", "so"))), kind)
    page = sheet(asked, request.GET) | {"crumbs": _crumbs(asked), "may_freeze": request.actor.may(Role.COMPILER)}
    return render(request, "figures/index.html", page)


@require_GET
def pivot(request: HttpRequest) -> HttpResponse:
    """Figures crossed by unit, indicator, period and system (bảng chéo); each view has its address."""
    asked = _asked(request)
    page = crossed(asked, request.GET, actor=request.actor)
    if (kind := request.GET.get("tai", "")) in files.FORMATS and not page["refused"]:
        return _file(request, asked, page["leaf"], kind, name=page["file"], indicators=page["codes"])
    status = 409 if page["refused"] and kind else 200
    return render(request, "figures/pivot.html", page | {"crumbs": _crumbs(asked)}, status=status)


@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    """What to look at again (chất lượng số liệu): unusual values, unreconciled statements, changes."""
    asked = _asked(request)
    return render(request, "figures/quality.html", doubts(asked))


@require_GET
def two_maps(request: HttpRequest) -> HttpResponse:
    """One indicator on the maps of two days side by side (hai địa giới cạnh nhau)."""
    asked = _asked(request)
    return render(request, "figures/two_maps.html", side_by_side(asked, request.GET.dict()))


def _crumbs(asked: Asking) -> list[tuple[str, str]]:
    """The units above the one asked for, as far as the reader may see: name, address."""
    above = [(question.unit, name, question) for name, question in queries.path_of(asked.place.pk, asked.question)]
    if asked.root == "VN" and asked.place.key != "VN":
        return [
            (_("Cả nước"), f"?{replace(asked.question, unit='VN').query}"),
            *((name, f"?{q.query}") for _, name, q in above),
        ]
    keys = [key for key, _, _ in above]
    return [(name, f"?{q.query}") for _, name, q in above[keys.index(asked.root) :]] if asked.root in keys else []


def _asked(request: HttpRequest) -> Asking:
    return asking(request.GET.dict(), actor=request.actor, today=timezone.localdate())


def _file(
    request: HttpRequest, asked: Asking, leaf: Leaf, kind: str, *, name: str = "", indicators: Sequence[str] = ()
) -> HttpResponse:
    """A table as a file; the download is in the log."""
    media, ending = files.FORMATS[kind]
    content = {"csv": files.as_csv, "xlsx": files.as_xlsx, "parquet": files.as_parquet}[kind](leaf)
    now = timezone.localtime()
    actions.record_export(
        asked.question, kind=kind, rows=len(leaf.rows), indicators=indicators, by=request.actor, at=now
    )
    answer = HttpResponse(content, content_type=media)
    called = f"so-lieu-{name or asked.indicator.code}-{now:%Y%m%d}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{called}"'
    return answer
