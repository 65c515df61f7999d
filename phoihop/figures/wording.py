"""The sentence of each refusal of figures, and what is said beside a number."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phoihop.figures.rules.printing import WORDS
from phoihop.figures.rules.values import Comparator
from phoihop.web.print import change, number, points

__all__ = ["WORDING", "doubted", "moved", "reached"]

WORDING = {
    "unknown_indicator": _("Không có chỉ tiêu {indicator} trong danh mục. Chọn lại chỉ tiêu rồi lưu."),
    "body_had_ended": _(
        "Cơ quan này đã kết thúc hoạt động từ {ended}, trước kỳ của số liệu. Chọn cơ quan kế thừa, hoặc chọn kỳ khác."
    ),
    "unknown_body": _("Đơn vị của số liệu này không có trong danh mục. Chọn lại đơn vị rồi lưu."),
    "unknown_breakdown": _("Chỉ tiêu {indicator} không có phân tổ {breakdown}. Chọn lại phân tổ rồi lưu."),
    "number_and_state_differ": _(
        "Chỉ tiêu {indicator}: ghi một số, hoặc chọn “Không áp dụng”, không ghi cả hai và không bỏ cả hai."
    ),
    "negative": _("Chỉ tiêu {indicator}: nhập số nguyên từ 0 trở lên. Ô đang ghi {value}."),
    "said_twice": _("Chỉ tiêu {indicator} được ghi hai lần cho cùng đơn vị, kỳ và phân tổ. Bỏ bớt một lần."),
    "part_over_total": _("Chỉ tiêu {indicator}: phần “trong đó” ({said}) lớn hơn tổng ({total}). Xem lại hai ô này."),
    "parts_differ_from_total": _(
        "Chỉ tiêu {indicator}: cộng các phần được {parts}, tổng ghi {total}. Xem lại các ô phân tổ."
    ),
    "targets_changed": _("Chỉ tiêu giao vừa được người khác sửa. Tải lại trang để xem số mới, rồi ghi lại."),
    "nothing_pending": _("Không còn số liệu nào chờ nhận từ nguồn này. Tải lại trang để xem trạng thái mới."),
    "not_a_claim": _("Số liệu này đã được thay bằng số khác. Tải lại trang rồi chọn lại."),
    "reason_needed": _("Ghi lý do chọn số liệu này, để người xem sau hiểu."),
    "only_area_over_sum": _("Chỉ số liệu báo cáo cho cả địa bàn mới thay được số cộng từ cấp dưới."),
    "only_compilers": _("Việc này do người có vai trò tổng hợp của cấp trên làm. Mời báo người tổng hợp."),
    "only_compilers_freeze": _(
        "Việc chốt số liệu do người nhập, người tổng hợp hoặc lãnh đạo thực hiện. Mời báo người tổng hợp của cơ quan."
    ),
    "targets_of_another_system": _(
        "Chỉ tiêu của hệ thống khác do hệ thống đó hoặc cơ quan thường trực giao. Mời chọn hệ thống của đồng chí."
    ),
    "targets_come_from_above": _(
        "Chỉ tiêu của chính đơn vị do cấp trên giao. Giữ nguyên ô của đơn vị mình, chỉ ghi cho đơn vị cấp dưới."
    ),
    "nothing_to_overlap": _("Chỉ tiêu này để riêng từng hệ thống, không có phần trùng. Chọn chỉ tiêu cộng các bên."),
    "two_parties_needed": _("Chọn từ hai hệ thống trở lên đã cùng đếm một việc."),
    "overlap_of_others": _(
        "Phần trùng do một trong các bên cùng đếm, hoặc cơ quan thường trực ghi. Chọn cả hệ thống của đồng chí."
    ),
    "overlap_too_large": _("Phần trùng lớn hơn số mà các bên có thể cùng đếm ({most}). Xem lại số của từng bên."),
    "overlap_document_needed": _("Ghi căn cứ, ví dụ “Biên bản đối chiếu ngày 10/12/2026”."),
    "document_needed": _("Ghi văn bản giao chỉ tiêu, ví dụ “Kế hoạch 12/KH-CAT ngày 15/01/2026”."),
    "name_needed": _("Đặt tên cho số liệu chốt, ví dụ “Tổng kết 2022 – 2026, chốt lần 1”."),
    "outside_scope": _("Đơn vị này không thuộc phạm vi của đồng chí. Mời chọn đơn vị khác."),
    "unknown_token": _("Số “{token}” không còn trỏ tới chỉ tiêu hoặc đơn vị nào. Chọn lại số."),
    "map_of_a_day_to_come": _("Địa giới phải là của ngày hôm nay hoặc ngày đã qua. Chọn lại ngày địa giới."),
    "empty_edition": _("Phạm vi này chưa có số liệu nào để chốt. Chọn phạm vi hoặc giai đoạn khác."),
    "edition_name_taken": _("Đã có số liệu chốt tên “{name}” của đơn vị này. Đặt tên khác, ví dụ thêm số lần."),
}


def doubted(value: int | None, *, unit: str, scale: int = 0) -> str:
    """What to say beside a value that cannot be: a rate of a part in its whole is never over 100 %.

    >>> doubted(12632, unit="%", scale=2), doubted(10_000, unit="%", scale=2), doubted(12632, unit="buổi")
    ('trên 100\\xa0%, mời xem lại', '', '')
    """
    over = unit == "%" and value is not None and value > 100 * 10**scale
    return gettext("trên {share}, mời xem lại").format(share="100\N{NO-BREAK SPACE}%") if over else ""


def moved(now: int | None, before: int | None, *, unit: str, scale: int = 0) -> str:
    """What a value in the smallest step did since another: a rate in points, all else as `change` tells it.

    >>> moved(8378, 8295, unit="%", scale=2), moved(36, 31, unit="buổi")
    ('tăng 0,8 điểm phần trăm', '+16,1\\xa0%')
    """
    if unit != "%" or now is None or before is None:
        return change(now, before)
    return points(Decimal(now).scaleb(-scale), Decimal(before).scaleb(-scale))


def reached(value: int, target: int, comparator: Comparator = Comparator.EQ) -> str:
    """A value against what was to be reached, with one decimal at most; less than all of it is never 100 %.

    What is not exact stays so: "dưới 1.000" of 1.000 has not reached it, what is at least so much is at least no more
    than that, so it rounds down, and what is under it up.

    >>> reached(9996, 10_000), reached(10_000, 10_000), reached(11_234, 10_000), reached(825, 1000)
    ('đạt 99,9\\xa0% chỉ tiêu', 'đạt 100\\xa0% chỉ tiêu', 'vượt 12,3\\xa0% chỉ tiêu', 'đạt 82,5\\xa0% chỉ tiêu')
    >>> reached(1500, 1000, Comparator.GT), reached(1000, 1000, Comparator.LT), reached(995, 1000, Comparator.APPROX)
    ('vượt hơn 50\\xa0% chỉ tiêu', 'đạt dưới 100\\xa0% chỉ tiêu', 'đạt khoảng 99,5\\xa0% chỉ tiêu')
    >>> reached(1235, 10_000, Comparator.GE), reached(9994, 10_000, Comparator.LT)
    ('đạt ít nhất 12,3\\xa0% chỉ tiêu', 'đạt dưới 100\\xa0% chỉ tiêu')
    """
    tenths = (2000 * value + target) // (2 * target)
    if comparator in (Comparator.GT, Comparator.GE):
        tenths = 1000 * value // target
    elif comparator is Comparator.LT:
        tenths = -(-1000 * value // target)
    elif value < target:
        tenths = min(tenths, 999)
    past = tenths > 1000 and comparator is not Comparator.LT
    told = gettext("vượt {share} chỉ tiêu") if past else gettext("đạt {share} chỉ tiêu")
    share = number(Decimal(tenths - 1000 if past else tenths) / 10)
    return told.format(share=f"{WORDS[comparator]}{share}\N{NO-BREAK SPACE}%")
