"""A number typed into a form of figures: read as the grid of a report reads it, or sent back with what to do."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.core.numbers import Doubt, number_said

__all__ = ["typed_number"]

_UNCLEAR = _(
    "“%(text)s” chưa đọc được chắc chắn. Dấu chấm nhóm hàng nghìn (1.234), dấu phẩy trước phần lẻ; mời ghi lại."
)
_STEPS = {
    Doubt.NO_DECIMALS: _("“%(text)s”: chỉ tiêu này đếm số nguyên, không có phần lẻ. Mời ghi lại."),
    Doubt.TOO_MANY_DECIMALS: _("“%(text)s”: ghi nhiều nhất %(scale)s chữ số sau dấu phẩy."),
    Doubt.NOT_NEGATIVE: _("“%(text)s”: nhập số từ 0 trở lên."),
    Doubt.TOO_LARGE: _("“%(text)s” lớn quá mức ghi được. Xem lại số chữ số và đơn vị tính."),
}


def typed_number(text: str, *, scale: int) -> int | None:
    """A typed number in the indicator's smallest step, ``None`` where nothing is typed.

    Raises ``ValidationError`` where it could be read in two ways, or in none.
    """
    said = number_said(text, scale=scale)
    if isinstance(said, Doubt):
        facts = {"text": text.strip()[:40], "scale": scale}
        raise forms.ValidationError(_STEPS.get(said, _UNCLEAR), params=facts)
    return said
