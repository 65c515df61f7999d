"""What the pages of programmes ask."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phoihop.accounts.models import User
from phoihop.documents.models import KINDS
from phoihop.organisations.models import Body
from phoihop.places import queries as places
from phoihop.places.models import Place
from phoihop.programmes.models import Content, Programme
from phoihop.web.forms import Form, PickField

__all__ = [
    "REFUSED_FIELD",
    "STANDING_FIELD",
    "AssignForm",
    "BasisForm",
    "CascadeForm",
    "ContentForm",
    "CorrectForm",
    "MakeForm",
    "PartyForm",
    "PhaseForm",
    "WithdrawForm",
]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
YEAR: dict[str, Any] = {"min_value": 1990, "max_value": 2100}


class MakeForm(Form):
    """A programme as it was signed; contents one a line."""

    name = forms.CharField(label=_("Tên chương trình"), max_length=300)
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=60, help_text=_("Ví dụ: CTr dân vận 2027 - 2031"))
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=80, required=False, help_text=_("Để trống nếu văn bản không ghi số.")
    )
    signed_on = forms.DateField(label=_("Ngày ký"), widget=_DAY)
    first_year = forms.IntegerField(label=_("Từ năm"), **YEAR)
    last_year = forms.IntegerField(label=_("Đến năm"), **YEAR)
    partners = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=_("Các bên phối hợp"),
        help_text=_("Cơ quan của đồng chí là cơ quan chủ trì, giữ số văn bản."),
        widget=forms.CheckboxSelectMultiple,
    )
    contents = forms.CharField(
        label=_("Nội dung phối hợp"),
        help_text=_("Mỗi dòng một nội dung, theo đúng thứ tự trong văn bản."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    predecessor = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Tiếp nối chương trình"), required=False, empty_label=_("Không có")
    )
    cascades_from = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Cụ thể hóa chương trình cấp trên"), required=False, empty_label=_("Không có")
    )

    def __init__(
        self,
        *args: Any,
        bodies: QuerySet[Body],
        names: dict[int, str],
        above: QuerySet[Programme],
        before: QuerySet[Programme],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["partners"].label_from_instance = lambda body: names[body.pk]  # type: ignore[attr-defined]
        self.fields["cascades_from"].queryset = above  # type: ignore[attr-defined]
        self.fields["predecessor"].queryset = before  # type: ignore[attr-defined]

    def clean_contents(self) -> list[str]:
        """The lines that say something, without a leading number."""
        lines = (line.strip().lstrip("0123456789.)- ").strip() for line in self.cleaned_data["contents"].splitlines())
        return [line for line in lines if line]


_WHY = forms.CharField(
    label=_("Lý do"), max_length=300, help_text=_("Ví dụ: chọn nhầm chương trình cấp trên khi đăng ký.")
)


class CorrectForm(Form):
    """What was registered, to be set right; each content has a field of its own, ``content_`` and its number."""

    name = forms.CharField(label=_("Tên chương trình"), max_length=300)
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=60)
    signed_on = forms.DateField(label=_("Ngày ký"), widget=_DAY, required=False)
    first_year = forms.IntegerField(label=_("Từ năm"), required=False, **YEAR)
    last_year = forms.IntegerField(label=_("Đến năm"), required=False, **YEAR)
    cascades_from = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Cụ thể hóa chương trình cấp trên"), required=False, empty_label=_("Không có")
    )
    predecessor = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Tiếp nối chương trình"), required=False, empty_label=_("Không có")
    )
    reason = copy(_WHY)

    def __init__(
        self,
        *args: Any,
        above: QuerySet[Programme],
        before: QuerySet[Programme],
        contents: Sequence[Content],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cascades_from"].queryset = above  # type: ignore[attr-defined]
        self.fields["predecessor"].queryset = before  # type: ignore[attr-defined]
        why = self.fields.pop("reason")
        for content in contents:
            self.fields[f"content_{content.number}"] = forms.CharField(
                label=_("Nội dung %(number)s") % {"number": content.number},
                initial=content.text,
                required=False,
                help_text=_("Để trống để bỏ nội dung ghi nhầm."),
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["reason"] = why

    def clean(self) -> dict[str, Any]:
        """The contents gathered by number, the years as a pair: both or none."""
        data = super().clean() or {}
        if (data.get("first_year") is None) is not (data.get("last_year") is None) and not self.errors:
            self.add_error("last_year", _("Đến năm: ghi cả năm đầu và năm cuối, hoặc để trống cả hai."))
        contents = {int(key.removeprefix("content_")): data.pop(key) for key in list(data) if key[:8] == "content_"}
        years = (data.pop("first_year", None), data.pop("last_year", None))
        return {**data, "years": years, "contents": contents}


class PartyForm(Form):
    """One more body that signed."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Cơ quan đã ký"), empty_label=_("Chọn cơ quan"))
    reason = copy(_WHY)

    def __init__(self, *args: Any, bodies: QuerySet[Body], names: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].label_from_instance = lambda body: names[body.pk]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("Ví dụ: bỏ sót khi đăng ký. Các bên đã xác nhận sẽ xác nhận lại.")


class WithdrawForm(Form):
    """Why a programme is taken back."""

    reason = copy(_WHY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Ví dụ: đăng ký hai lần, văn bản không phải chương trình phối hợp.")


#: The field of ``MakeForm`` and ``CorrectForm`` that a refusal is about; the others are about the whole.
STANDING_FIELD = {
    "parent_not_above": "cascades_from",
    "signed_before": "signed_on",
    "parent_years": "cascades_from",
    "other_line": "predecessor",
    "predecessor_later": "predecessor",
    "years_reversed": "last_year",
    "no_reason": "reason",
}


class ContentForm(Form):
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 3}))
    continues = forms.ModelChoiceField(
        Content.objects.none(), label=_("Kế thừa nội dung"), required=False, empty_label=_("Nội dung mới")
    )

    def __init__(self, *args: Any, older: QuerySet[Content], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["continues"].queryset = older  # type: ignore[attr-defined]


class BasisForm(Form):
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=KINDS)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    title = forms.CharField(label=_("Trích yếu"), max_length=500, required=False)
    issued_on = forms.DateField(label=_("Ngày ban hành"), widget=_DAY, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("number") and not data.get("title"):
            self.add_error("number", _("Số, ký hiệu: ghi số hoặc trích yếu của văn bản."))
        return data


class PhaseForm(Form):
    name = forms.CharField(label=_("Tên giai đoạn"), max_length=120, help_text=_("Ví dụ: Giai đoạn 1, sơ kết giữa kỳ"))
    first = forms.IntegerField(label=_("Từ năm"), **YEAR)
    last = forms.IntegerField(label=_("Đến năm"), **YEAR)


#: The field of ``CascadeForm`` that a refusal is about; the others are about the whole.
REFUSED_FIELD = {
    "not_under": "place",
    "cascaded_already": "place",
    "no_parties": "place",
    "signed_before": "signed_on",
}


class CascadeForm(Form):
    place = PickField(Place.objects.all(), label=_("Đơn vị đã ký"))
    signed_on = forms.DateField(label=_("Ngày ký"), widget=_DAY)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)

    def __init__(self, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on is not None:
            self.fields["place"].search = lambda text: _units(text, on)  # type: ignore[attr-defined]


def _units(text: str, on: date) -> list[tuple[int, str]]:
    """Today's units that a name, old or new, may mean."""
    names: list[places.Name] = []
    for found in places.find(text, on=on, limit=8):
        names += [found.name] if found.current else [kin.name for kin in found.heirs]
    return [(name.place_id, name.with_above) for name in names]


class AssignForm(Form):
    """Who follows a programme, over which days."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Cán bộ"),
        empty_label=_("Chọn cán bộ"),
        help_text=_("Cán bộ đang giữ vai trò nghiệp vụ tại cơ quan của đồng chí."),
    )
    valid_from = forms.DateField(label=_("Từ ngày"), widget=_DAY)
    valid_to = forms.DateField(
        label=_("Đến trước ngày"), widget=_DAY, required=False, help_text=_("Để trống nếu chưa xác định.")
    )

    def __init__(self, *args: Any, users: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]
        self.fields["user"].label_from_instance = lambda user: f"{user.name} ({user.username})"  # type: ignore[attr-defined]
