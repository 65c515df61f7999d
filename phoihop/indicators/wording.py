"""The sentence of each refusal of indicators."""

from django.utils.translation import gettext_lazy as _

WORDING = {
    "describes_a_person": _(
        "“{text}” ghi thông tin của từng người. Hệ thống chỉ nhận số lượng: đổi thành số người, số lượt, số vụ."
    ),
    "no_unit": _("Chỉ tiêu “{name}” chưa có đơn vị tính. Ghi đơn vị tính, ví dụ: buổi, lượt người."),
    "only_compilers": _(
        "Chọn chỉ tiêu cho chương trình là việc của người có vai trò tổng hợp. Mời báo người tổng hợp."
    ),
    "not_the_standing_body": _(
        "Chỉ cơ quan thường trực của chương trình chọn chỉ tiêu. Mời gửi đề nghị cho cơ quan này."
    ),
    "unknown_indicator": _("Không có chỉ tiêu {indicator} trong danh mục. Chọn lại từ danh mục."),
    "code_taken": _("Mã {indicator} đã có trong danh mục. Đặt mã khác."),
    "unknown_rollup": _("Chưa có cách cộng “{word}”. Chọn một cách cộng trong danh sách."),
}
