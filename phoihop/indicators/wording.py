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
    "only_the_centre_adds": _(
        "Cách cộng dùng chung cho cả nước, do người tổng hợp của cơ quan trung ương đặt. "
        "Mời gửi đề nghị lên cơ quan ngành dọc ở trung ương."
    ),
    "systems_cannot_be_added": _(
        "Tỷ lệ, và chỉ tiêu không cộng các đơn vị, thì cũng không cộng các bên. Giữ “Để riêng từng hệ thống”."
    ),
    "adding_changed": _("Cách cộng vừa được người khác đổi. Tải lại trang để xem cách cộng mới rồi chọn lại."),
    "adding_is_so": _("Chỉ tiêu đang cộng theo cách này. Chọn cách khác, hoặc để nguyên."),
    "adding_reason_needed": _("Ghi lý do đổi cách cộng và văn bản làm căn cứ, để người xem số liệu sau này hiểu."),
}
