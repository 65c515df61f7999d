"""What every form that posts carries: its token, and the body that it was opened for."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """Django's token, and for whom the form was opened (cơ quan đang làm việc).

    A person of two bodies may switch in another tab: a form opened for one is never taken for the other
    (``accounts.middleware``). It stands in the place of Django's own tag, so that no form can lack it.
    """
    token = CsrfTokenNode().render(context)
    actor = context.get("actor") or getattr(context.get("request"), "actor", None)
    if actor is None:
        return SafeString(token)
    return format_html('{}<input type="hidden" name="acting_for" value="{}">', token, str(actor.body_id))
