"""What the pages of conferences ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phoihop.commendations.models import Award
from phoihop.conferences import rules
from phoihop.conferences.actions import Guest
from phoihop.conferences.wording import KINDS, MODES, ROLES
from phoihop.core.text import fold
from phoihop.programmes.models import Programme
from phoihop.web import print as printed
from phoihop.web.forms import Form

__all__ = ["AddGuest", "AddLines", "AddTies", "CorrectConference", "RecordConference"]

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _lines(text: str) -> list[str]:
    """One entry a line, without a leading number or dash."""
    return [line for raw in text.splitlines() if (line := raw.strip().lstrip("0123456789.)-• ").strip())]


class CorrectConference(Form):
    """What is said of a conference as a whole."""

    title = forms.CharField(label=_("Tên cuộc họp"), max_length=300)
    kinds = forms.MultipleChoiceField(label=_("Loại"), choices=list(KINDS.items()), widget=forms.CheckboxSelectMultiple)
    day = forms.DateField(label=_("Ngày"), widget=_DAY)
    venue = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    mode = forms.ChoiceField(label=_("Hình thức họp"), choices=list(MODES.items()), required=False)
    site_count = forms.IntegerField(label=_("Số điểm cầu"), min_value=1, max_value=100_000, required=False)
    delegates = forms.IntegerField(
        label=_("Số đại biểu"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("Tổng số người dự, kể cả người không ghi tên."),
    )

    @property
    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "day": self.cleaned_data["day"].isoformat()}


class RecordConference(CorrectConference):
    """What the register asks of a conference that was held."""

    hosts = forms.CharField(
        label=_("Đơn vị tổ chức"), max_length=600, help_text=_("Nhiều đơn vị thì ngăn bằng dấu chấm phẩy.")
    )
    programmes = forms.ModelMultipleChoiceField(
        label=_("Thực hiện chương trình"),
        queryset=Programme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guests = forms.CharField(
        label=_("Đại biểu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Mỗi dòng một người, chức cao ghi trước: cấp bậc hàm, họ và tên, dấu phẩy, chức vụ; việc tham gia ghi "
            "trong ngoặc. Ví dụ: Đại tá Lê Văn Mẫu, Giám đốc Công an tỉnh; Tỉnh ủy viên (chủ trì, phát biểu)"
        ),
    )
    sites = forms.CharField(
        label=_("Điểm cầu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một điểm cầu."),
    )
    conclusions = forms.CharField(
        label=_("Kết luận"), required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Mỗi dòng một việc.")
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programmes"].queryset = programmes  # type: ignore[attr-defined]

    def clean_guests(self) -> list[Guest]:
        """One guest a line; a line without an office, or with an unknown part in brackets, is asked about."""
        made, told = [], {fold(str(word)): code for code, word in ROLES.items()}
        for at, line in enumerate(_lines(self.cleaned_data["guests"]), 1):
            guest = rules.guest_of(line, roles=told)
            if guest is None:
                raise forms.ValidationError(
                    _("Đại biểu, dòng %(at)s: ghi chức vụ sau dấu phẩy; trong ngoặc ghi %(roles)s."),
                    params={"at": at, "roles": ", ".join(map(str, ROLES.values()))},
                )
            name, rank, positions, roles = guest
            made.append(Guest(name, rank, positions, roles))
        return made

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        data = self.cleaned_data
        return {
            **super().given,
            "hosts": [(name.strip(), None) for name in data["hosts"].split(";") if name.strip()],
            "sites": _lines(data["sites"]),
            "conclusions": _lines(data["conclusions"]),
        }


class AddGuest(Form):
    """Someone in public office who took part."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    rank = forms.CharField(label=_("Cấp bậc hàm"), max_length=40, required=False, help_text=_("Ví dụ: Đại tá"))
    positions = forms.CharField(
        label=_("Chức vụ"),
        max_length=400,
        help_text=_("Nhiều chức vụ thì ngăn bằng dấu chấm phẩy, chức cao ghi trước."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Tham gia"), choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple, initial=["attends"]
    )

    @property
    def given(self) -> Guest:
        data = self.cleaned_data
        positions = tuple(office.strip() for office in data["positions"].split(";") if office.strip())
        return Guest(data["name"], data["rank"], positions, tuple(data["roles"]))


class AddLines(Form):
    """Conclusions, linked places and hosts, one a line."""

    conclusions = forms.CharField(
        label=_("Kết luận, nhiệm vụ"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một việc."),
    )
    sites = forms.CharField(
        label=_("Điểm cầu"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một điểm cầu."),
    )
    hosts = forms.CharField(
        label=_("Đơn vị tổ chức"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một đơn vị."),
    )

    @property
    def given(self) -> dict[str, Any]:
        said = {name: _lines(self.cleaned_data[name]) for name in ("conclusions", "sites")}
        return {**said, "hosts": [(name[:200], None) for name in _lines(self.cleaned_data["hosts"])]}


class _Awards(forms.ModelMultipleChoiceField[Award]):
    """Awards by form, authority, day and number of those honoured."""

    def label_from_instance(self, obj: Award) -> str:
        counts = ((obj.collectives, _("tập thể")), (obj.individuals, _("cá nhân")), (obj.recipients, _("lượt")))
        told = [f"{printed.number(count)} {word}" for count, word in counts if count]
        return ", ".join([str(obj), *([printed.partial_day(obj.on)] if obj.on else []), *told])


class AddTies(Form):
    """Awards presented at a conference, and programmes that it was held for."""

    awards = _Awards(
        label=_("Khen thưởng tại hội nghị"),
        queryset=Award.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Khen thưởng trong năm đã ghi ở Sổ khen thưởng, cùng chương trình với hội nghị."),
    )
    programmes = forms.ModelMultipleChoiceField(
        label=_("Thực hiện chương trình"),
        queryset=Programme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, awards: QuerySet[Award], programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["awards"].queryset = awards  # type: ignore[attr-defined]
        self.fields["programmes"].queryset = programmes  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        return {name: list(self.cleaned_data[name]) for name in ("awards", "programmes")}
