from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from phoihop.home import queries


def search(request: HttpRequest) -> HttpResponse:
    """One search over programmes, indicators, documents, units and bodies."""
    q = request.GET.get("q", "").strip()[:80]
    groups = queries.search(q, actor=request.actor, on=timezone.localdate())
    return render(request, "home/search.html", {"q": q, "groups": groups})


def help_page(request: HttpRequest) -> HttpResponse:
    """How to do the usual things, on one page."""
    return render(request, "home/help.html")
