from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from phoihop.core.periods import Period
from phoihop.core.text import fold
from phoihop.indicators.models import Indicator
from phoihop.intake.rules import Choice, Decision, Remember
from phoihop.organisations.models import Body
from phoihop.programmes.models import Programme

COMPARATORS = [
    ("eq", _("đúng bằng")),
    ("gt", _("hơn, trên")),
    ("ge", _("ít nhất, từ … trở lên")),
    ("lt", _("dưới")),
    ("approx", _("gần, khoảng")),
]
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WHOLE = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")


class HandIn(forms.Form):
    """What is handed in beside the files: a pasted text, whom it is about, for which programme."""

    text = forms.CharField(
        label=_("Hoặc dán nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=500_000
    )
    about = forms.ModelChoiceField(label=_("Văn bản nói về đơn vị"), queryset=Body.objects.none(), required=False)
    programme = forms.ModelChoiceField(
        label=_("Thuộc chương trình"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("Không rõ, hoặc chọn sau"),
    )
    drop_lists = forms.BooleanField(label=_("Bỏ danh sách người, giữ số lượng"), required=False)

    def __init__(self, *args: Any, bodies: Any, programmes: Any, names: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = bodies  # type: ignore[attr-defined]
        own = self.initial.get("about")
        self.fields["about"].label_from_instance = lambda body: (  # type: ignore[attr-defined]
            _("Theo phần đầu văn bản") if body.pk == own else names.get(body.pk, body.key)
        )
        if own in names:
            self.fields["about"].help_text = _("Phần đầu không rõ thì ghi cho {name}.").format(name=names[own])
        self.fields["about"].empty_label = None  # type: ignore[attr-defined]
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]

    @property
    def uploads(self) -> list[UUID]:
        """The keys of files that came by pieces."""
        return [UUID(key) for key in self.data.getlist("upload") if _KEY.fullmatch(key)]  # type: ignore[attr-defined]

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """Names and sizes of files that the browser did not send because they are empty or too large."""
        told = (each.rpartition("|") for each in self.data.getlist("left_out"))  # type: ignore[attr-defined]
        return [(name[:200], int(size)) for name, _bar, size in told if name and size.isdecimal() and len(size) < 16]

    def about_or(self, acting_body: int) -> Body:
        """The body that was chosen, else the one that hands in."""
        return self.cleaned_data.get("about") or Body.objects.get(pk=acting_body)


def asked_upload(heads: Mapping[str, str]) -> dict[str, Any] | None:
    """What a browser says of a file that it sends by pieces, in the heads of tus 1.0: name, size, last change.

    ``None`` where the heads do not say it.
    """
    told = dict(pair.strip().partition(" ")[::2] for pair in heads.get("Upload-Metadata", "").split(","))
    size = heads.get("Upload-Length", "")
    try:
        name = b64decode(told.get("filename", ""), validate=True).decode()
        modified = int(b64decode(told.get("modified", "MA=="), validate=True) or b"0")
    except ValueError:
        return None
    if not name or not size.isdecimal() or len(size) > 12 or not 0 <= modified < 2**60:
        return None
    return {"name": name, "size": int(size), "modified": modified}


class Aim(forms.Form):
    """Which body a paper is about."""

    about = forms.ModelChoiceField(queryset=Body.objects.none())

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = bodies  # type: ignore[attr-defined]


class Decide(forms.Form):
    """A person's word on one proposal; the figure's fields are there for figures only."""

    decision = forms.TypedChoiceField(choices=[(each.value, each.value) for each in Decision], coerce=Decision)
    indicator = forms.CharField(max_length=240, required=False)
    value = forms.CharField(max_length=24, required=False)
    comparator = forms.ChoiceField(choices=COMPARATORS, required=False)
    subject = forms.CharField(max_length=200, required=False)
    period = forms.CharField(max_length=40, required=False)
    reason = forms.CharField(max_length=200, required=False)
    coverage = forms.ChoiceField(choices=[("own", "own"), ("area", "area")], required=False)
    choice = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Choice], coerce=Choice, empty_value=None, required=False
    )
    remember = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Remember],
        coerce=Remember,
        empty_value=Remember.NOBODY,
        required=False,
    )

    def __init__(self, *args: Any, bodies: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {fold(name): pk for pk, name in bodies}

    def clean_subject(self) -> Body | None:
        given = self.cleaned_data["subject"].strip()
        if not given:
            return None
        if (found := self._bodies.get(fold(given))) is None:
            raise ValidationError(
                _("Không có đơn vị “%(given)s” trong phạm vi của đồng chí. Mời chọn trong danh sách gợi ý."),
                params={"given": given},
            )
        return Body.objects.get(pk=found)

    def clean_indicator(self) -> Indicator | None:
        given = self.cleaned_data["indicator"].strip()
        if not given:
            return None
        found = Indicator.objects.filter(code=given.split()[0].upper()).first()
        if found is None:
            raise ValidationError(
                _("Không có chỉ tiêu “%(given)s”. Mời chọn trong danh sách gợi ý."), params={"given": given}
            )
        return found

    def clean_value(self) -> int | None:
        given = self.cleaned_data["value"].strip()
        if not given:
            return None
        if not _WHOLE.fullmatch(given):
            raise ValidationError(
                _("Giá trị “%(given)s” không phải số nguyên từ 0 trở lên. Ví dụ: 1.250."), params={"given": given}
            )
        return int(re.sub(r"\D", "", given))

    def clean_period(self) -> str:
        return _period(self.cleaned_data["period"])

    @property
    def given(self) -> dict[str, Any]:
        """What the person said, as the action takes it."""
        fields = {name: self.cleaned_data[name] for name in ("value", "comparator")}
        return {
            **{
                name: self.cleaned_data[name]
                for name in ("decision", "indicator", "subject", "period", "coverage", "choice", "remember", "reason")
            },
            "corrections": {name: value for name, value in fields.items() if value not in (None, "")},
        }


class AcceptColumn(forms.Form):
    """Which column is accepted at once, how many cells of it a person saw, and the doubtful ones that are ticked."""

    key = forms.RegexField(r"^\d{1,4}(?:\.\d{1,4})?$")
    shown = forms.IntegerField(min_value=0)

    @property
    def also(self) -> list[int]:
        """The numbers of the doubtful proposals that were ticked."""
        return sorted({int(each) for each in self.data.getlist("also") if each.isdecimal() and len(each) < 9})  # type: ignore[attr-defined]


class PutBack(forms.Form):
    """When those were accepted that shall wait again."""

    accepted_at = forms.CharField(max_length=40)

    def clean_accepted_at(self) -> datetime:
        try:
            moment = datetime.fromisoformat(self.cleaned_data["accepted_at"])
        except ValueError as wrong:
            raise ValidationError(_("Không rõ lần nhận nào. Mời tải lại trang.")) from wrong
        if moment.tzinfo is None:
            raise ValidationError(_("Không rõ lần nhận nào. Mời tải lại trang."))
        return moment


class SetPeriods(forms.Form):
    """One period for all figures of a paper that have none."""

    period = forms.CharField(max_length=40)

    def clean_period(self) -> str:
        return _period(self.cleaned_data["period"])


def _period(given: str) -> str:
    if given:
        try:
            Period.from_code(given)
        except ValueError as wrong:
            raise ValidationError(_("Kỳ báo cáo không có trong danh sách. Mời chọn lại.")) from wrong
    return given
