"""What reviews say when they refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

__all__ = ["WORDING"]

WORDING = {
    "editors_only": _("Việc này do người tổng hợp của cơ quan thực hiện. Mời liên hệ người tổng hợp."),
    "ends_before_it_begins": _(
        "Giai đoạn từ {first_year} đến {last_year} kết thúc trước khi bắt đầu. Mời chọn lại năm."
    ),
    "already_begun": _("Cơ quan đã có báo cáo này cho cùng chương trình và giai đoạn. Mời mở báo cáo đó để viết tiếp."),
    "not_yours": _("Báo cáo này của cơ quan khác. Đồng chí xem và tải được, không sửa được."),
    "ready_for_signature": _("Báo cáo đã là bản trình ký. Muốn sửa, bấm “Mở lại dự thảo”."),
    "still_a_draft": _("Báo cáo đang là dự thảo, đồng chí sửa tiếp được."),
    "changed_meanwhile": _("{by} vừa lưu đoạn này. Xem hai bản bên dưới, giữ ý cần giữ rồi bấm Lưu lần nữa."),
    "unknown_numbers": _(
        "Không tìm thấy số trong ngoặc vuông: {numbers}. Chọn số ở cột bên phải, hoặc bỏ ngoặc để gõ tay."
    ),
    "open_numbers": _(
        "Còn {count} số chưa gắn nguồn. Gắn từng số, hoặc ở mỗi đoạn bấm “Xác nhận là số nhập tay”, rồi làm lại."
    ),
    "open_and_unwritten": _(
        "Còn {count} số chưa gắn nguồn và {sections} mục chưa viết. Mời gắn hoặc xác nhận từng số, viết các mục đó rồi "
        "bấm “Hoàn thành bản trình ký” lần nữa."
    ),
    "unwritten": _("Còn {count} mục chưa viết. Mời viết các mục đó rồi bấm “Hoàn thành bản trình ký” lần nữa."),
    "issuers_only": _(
        "Ghi số, ngày ban hành do thư ký, người tổng hợp hoặc lãnh đạo cơ quan thực hiện. Mời báo người được phân công."
    ),
    "not_ready_yet": _(
        "Báo cáo còn là dự thảo. Mời bấm “Hoàn thành bản trình ký” trước, ký rồi ghi số, ngày ban hành."
    ),
    "already_issued": _("Báo cáo đã ban hành, không sửa được nữa. Cần đính chính, mời ban hành văn bản đính chính."),
    "signed_on_a_day_to_come": _("Ngày ký chưa tới. Mời ghi đúng ngày trên văn bản đã ký."),
    "last_paragraph": _("Biểu này do hệ thống lập từ số liệu. Mời sửa số liệu ở báo cáo gốc."),
}
