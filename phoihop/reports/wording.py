"""What reports say when they refuse or ask, and what to do then."""

from django.utils.translation import gettext_lazy as _

from phoihop.core.periods import Kind, Period

__all__ = ["WORDING", "column_name", "period_name"]

_HALVES = {1: _("6 tháng đầu năm"), 2: _("6 tháng cuối năm")}
_SHORT_HALVES = {1: _("6 tháng đầu"), 2: _("6 tháng cuối")}


def period_name(period: Period) -> str:
    """A period as an office names it (tên kỳ).

    >>> period_name(Period.from_code("hanh_chinh:nua_nam:2026:1"))
    '6 tháng đầu năm 2026'
    """
    if period.kind is Kind.SPAN:
        return str(_("Giai đoạn {first} – {last}")).format(first=period.year, last=period.number)
    if period.kind is Kind.HALF:
        return f"{_HALVES[period.number]} {period.year}"
    if period.kind is Kind.NINE_MONTHS:
        return str(_("9 tháng năm {year}")).format(year=period.year)
    if period.kind is Kind.FIRST_MONTHS:
        return str(_("{number} tháng đầu năm {year}")).format(number=period.number, year=period.year)
    if period.kind is Kind.YEAR:
        return str(_("Năm {year}")).format(year=period.year)
    pattern = _("Quý {number}/{year}") if period.kind is Kind.QUARTER else _("Tháng {number}/{year}")
    number = ("I", "II", "III", "IV")[period.number - 1] if period.kind is Kind.QUARTER else str(period.number)
    return str(pattern).format(number=number, year=period.year)


def column_name(period: Period) -> str:
    """A period at the head of a narrow column (tên cột)."""
    if period.kind is Kind.HALF:
        return f"{_SHORT_HALVES[period.number]} {period.year}"
    return period_name(period)


WORDING = {
    "not_admin": _("Chỉ người tổng hợp được ban hành biểu mẫu và mở đợt nộp. Mời báo người được phân công tổng hợp."),
    "unknown_row": _("Chỉ tiêu {codes} không có trong danh mục. Mời kiểm tra lại mã."),
    "window_reversed": _("Đợt nộp phải mở trước hạn nộp, và hạn nộp trước ngày khóa. Mời xem lại các ngày."),
    # a number as typed
    "not_a_number": _("Chỉ tiêu {number}: nhập số nguyên từ 0 trở lên. Ô đang ghi “{text}”."),
    "not_negative": _("Chỉ tiêu {number}: nhập số từ 0 trở lên. Ô đang ghi “{text}”."),
    "counts_have_no_decimals": _("Chỉ tiêu {number}: nhập số nguyên từ 0 trở lên. Ô đang ghi “{text}”."),
    "too_many_decimals": _("Chỉ tiêu {number}: nhập nhiều nhất {scale} chữ số sau dấu phẩy. Ô đang ghi “{text}”."),
    "ambiguous": _(
        "Chỉ tiêu {number}: “{text}” hiểu được hai cách. Dấu chấm nhóm hàng nghìn (1.234), dấu phẩy trước phần lẻ; "
        "mời ghi lại."
    ),
    "too_large": _("Chỉ tiêu {number}: số “{text}” lớn quá mức ghi được. Xem lại số chữ số, đơn vị tính là {unit}."),
    # checks over the form
    "blank": _(
        "Chỉ tiêu {number}: chưa nhập. Không phát sinh thì ghi 0; không thuộc địa bàn thì chọn “Không áp dụng”."
    ),
    "say_why": _(
        "Chỉ tiêu {number}: kỳ trước {previous}, kỳ này {value}, thay đổi trên 50 %. Nếu đúng, ghi một câu lý do."
    ),
    "moved_with_note": _("Chỉ tiêu {number}: kỳ trước {previous}, kỳ này {value}. Lý do đã ghi: {note}"),
    "differs_from_offer": _("Chỉ tiêu {number}: ghi {value}, số đề nghị theo {source} là {offered}. Mời kiểm tra lại."),
    "was_counted_before": _(
        "Chỉ tiêu {number}: kỳ trước {previous}, kỳ này chọn “Không áp dụng”. Nếu chỉ là không phát sinh, ghi 0."
    ),
    "part_over_total": _(
        "Chỉ tiêu {number}: phần “trong đó” ({part}) lớn hơn chỉ tiêu {total_number} ({total}). Xem lại hai ô này."
    ),
    "total_under_parts": _("Tổng ({total}) nhỏ hơn cộng các dòng ({parts}). Xem lại dòng {numbers}."),
    "total_over_parts": _("Tổng ({total}) lớn hơn cộng các dòng ({parts}). Xem lại dòng {numbers}."),
    "over_related": _(
        "Chỉ tiêu {number} ({value}) lớn hơn chỉ tiêu {whole_number} ({whole}), thường không thể như vậy. "
        "Xem lại hai ô này; nếu đúng, ghi một câu lý do."
    ),
    "none_but_related": _(
        "Chỉ tiêu {number} là 0 nhưng chỉ tiêu {other_number} là {other}. "
        "Xem lại hai ô này; nếu đúng, ghi một câu lý do."
    ),
    # moves
    "not_yours": _("Báo cáo này thuộc đơn vị khác. Mời chọn đơn vị của đồng chí ở đầu trang."),
    "entry_officers_only": _("Việc này do cán bộ nhập hoặc tổng hợp làm. Mời báo người được phân công nhập."),
    "approvers_only": _("Gửi báo cáo do người duyệt thực hiện. Mời bấm “Trình duyệt” để chuyển lãnh đạo."),
    "reviewers_only": _("Nhận, trả lại báo cáo do người tổng hợp hoặc người duyệt làm. Mời báo người được phân công."),
    "not_your_line": _("Báo cáo này do cấp trên trực tiếp trong ngành nhận. Đồng chí xem được, không nhận thay."),
    "not_open_for_typing": _("Báo cáo đã trình hoặc đã gửi nên đang khóa. Muốn sửa, mời rút về hoặc mở bổ sung."),
    "not_open_yet": _("Kỳ này nhận báo cáo từ {opens}. Mời quay lại từ ngày đó."),
    "owned_by_another_form": _("Số này đã gửi ở biểu khác nên chỉ xem. Muốn sửa, mời bổ sung ở biểu đó."),
    "only_flagged_cells": _("Báo cáo bị trả lại chỉ mở những ô cấp trên yêu cầu sửa. Mời sửa các ô có đánh dấu."),
    "already_sent": _("Báo cáo đã gửi rồi, số liệu không đổi. Mời xem biên nhận; muốn sửa, rút về hoặc mở bổ sung."),
    "key_used": _("Lần gửi này đã có biên nhận từ trước, nay không còn giá trị. Mời tải lại trang rồi gửi lại."),
    "not_proposed": _("Báo cáo chưa trình duyệt. Mời người nhập bấm “Trình duyệt” trước."),
    "outside_window": _("Kỳ này nhận báo cáo từ {opens} đến trước {closed}. Mời liên hệ cấp trên."),
    "state_the_day_counted_to": _("Kỳ chưa kết thúc. Mời ghi “Số liệu tính đến ngày”, ngày đó được in trong báo cáo."),
    "counted_to_a_day_to_come": _("“Số liệu tính đến ngày” chưa tới. Mời chọn ngày từ {today} trở về trước."),
    "incomplete": _("Còn thiếu: {missing}. Nếu không phát sinh, ghi 0; nếu không thuộc địa bàn, chọn “Không áp dụng”."),
    "answer_the_request": _(
        "Chỉ tiêu {number}: cấp trên yêu cầu sửa nhưng ô vẫn như lần gửi trước. Mời sửa số; nếu số đã đúng, ghi lý do "
        "mới."
    ),
    "incomplete_and_wrong": _(
        "Còn thiếu: {missing}; cần sửa hoặc cần giải thích: {wrong}. Ô thiếu: không phát sinh thì ghi 0, không thuộc "
        "địa bàn thì chọn “Không áp dụng”. Mời xem từng ô rồi gửi lại."
    ),
    "wrong_cells": _("Còn ô cần sửa hoặc cần giải thích: {wrong}. Mời xem từng ô rồi gửi lại."),
    "sent_again": _(
        "Đơn vị đã rút về và gửi lại sau khi đồng chí mở trang. Mở lại báo cáo để xem số liệu mới rồi nhận."
    ),
    "not_waiting": _("Báo cáo không còn chờ nhận. Mời tải lại trang để xem tình trạng mới."),
    "already_opened": _("Cấp trên đã mở báo cáo nên không rút được nữa. Mời đề nghị cấp trên trả lại."),
    "say_what_to_mend": _("Ghi lý do ở từng ô cần sửa, để đơn vị biết sửa gì."),
    "nothing_to_undo": _("Báo cáo này không còn ở lần nhận đó. Mời tải lại trang để xem tình trạng mới."),
    "not_accepted_yet": _("Chỉ bổ sung được báo cáo đã nhận. Báo cáo chưa nhận thì rút về để sửa."),
    "say_why_amended": _("Ghi lý do bổ sung, để cấp trên biết số nào thay đổi và vì sao."),
    "changed_meanwhile": _("Chỉ tiêu {number}: {by} vừa ghi {shown}, ô này đang ghi {typed}. Giữ số nào?"),
    "no_such_row": _("Biểu này không có dòng đó. Mời tải lại trang."),
    "computed_row": _("Dòng này do hệ thống tính từ các dòng khác. Mời sửa ở các dòng đó."),
    "form_not_for_you": _("Cơ quan của đồng chí không phải nộp biểu này. Mời chọn cơ quan khác ở đầu trang."),
    "name_the_gaps": _("Còn {count} đơn vị chưa nhận được báo cáo. Mời xác nhận tên các đơn vị còn thiếu."),
    "nothing_new": _("Không có báo cáo nào mới so với lần chốt trước. Chưa cần chốt bổ sung."),
    "say_something": _("Ghi nội dung trao đổi."),
    "late_day_has_passed": _("Ngày cho gửi muộn phải từ hôm nay trở đi. Mời chọn lại."),
}
