"""A number and its rule of adding in words, and where a number is explained."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phoihop.figures.queries.totals import Total
from phoihop.figures.rules.printing import Form, printed
from phoihop.figures.rules.questions import Question
from phoihop.figures.wording import doubted
from phoihop.indicators.models import Indicator

__all__ = ["SYSTEMS", "TIME", "UNITS", "address", "rule_words", "said_of"]

UNITS = {
    "sum": gettext_lazy("Cộng các đơn vị"),
    "none": gettext_lazy("Không cộng các đơn vị"),
}
TIME = {
    "sum": gettext_lazy("cộng số của các kỳ, đã có số của cả kỳ dài (như cả năm) thì dùng số đó"),
    "last": gettext_lazy("lấy kỳ cuối có số của từng đơn vị"),
    "mean": gettext_lazy("bình quân các kỳ"),
    "none": gettext_lazy("không gộp các kỳ"),
}
SYSTEMS = {
    "apart": gettext_lazy("mỗi hệ thống một số, không cộng chung"),
    "sum": gettext_lazy("cộng các hệ thống"),
    "union": gettext_lazy("cộng các hệ thống, trừ phần trùng đã ghi"),
}


def address(question: Question) -> str:
    """Where a number is explained."""
    return f"{reverse('figures:explain')}?{question.query}"


def said_of(total: Total | None, indicator: Indicator, form: Form = Form.BARE) -> str:
    """A total as printed, an en dash where nothing is counted; what cannot be carries a word of doubt."""
    if total is None:
        return "–"
    told = printed(total.value, total.comparator, unit=indicator.unit, scale=indicator.scale, form=form)
    doubt = doubted(total.value, unit=indicator.unit, scale=indicator.scale)
    return f"{told} ({doubt})" if doubt else told


def rule_words(indicator: Indicator) -> str:
    """How an indicator adds up, as one sentence (cách cộng)."""
    if indicator.numerator is not None:
        return _("Cộng riêng tử số và mẫu số rồi mới chia, không lấy bình quân các tỷ lệ.")
    return f"{UNITS[indicator.over_units]}; {TIME[indicator.over_time]}; {SYSTEMS[indicator.over_systems]}."
