from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from phoihop.jobs import actions, queries, rules


def index(request: HttpRequest) -> HttpResponse:
    """The page "Việc đang chạy"; asked again every two seconds while anything runs."""
    now = timezone.localtime()
    jobs = list(queries.visible_to(request.actor)[:50])
    for job in jobs:
        job.minutes = rules.minutes_left(done=job.done, total=job.total, started=job.started_at or now, now=now)
    context = {"jobs": jobs, "running": any(job.running for job in jobs)}
    return render(request, "jobs/_list.html" if request.htmx else "jobs/list.html", context)


@require_POST
def cancel(request: HttpRequest, job_id: int) -> HttpResponse:
    """Answer the button "Hủy việc"."""
    job = get_object_or_404(queries.visible_to(request.actor), pk=job_id)
    actions.cancel(job, by=request.actor, at=timezone.now())
    return redirect("jobs:index")
