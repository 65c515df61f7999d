"""Sentences of the shell: what an answer says when a page cannot be shown, and what to do then."""

from django.utils.translation import gettext_lazy as _

__all__ = ["ERRORS", "SIGNED_OUT", "STALE_FORM", "UNNAMED"]

#: Title, sentence, label of the one act, by HTTP status.
ERRORS = {
    400: (
        _("Yêu cầu không hợp lệ"),
        _("Đường dẫn hoặc biểu mẫu gửi lên thiếu thông tin. Mời quay lại trang trước rồi làm lại."),
    ),
    403: (
        _("Trang này dành cho vai trò khác"),
        _("Tài khoản đang dùng chưa được giao việc này. Mời chọn đúng cơ quan ở đầu trang, hoặc liên hệ quản trị."),
    ),
    404: (
        _("Không có trang này"),
        _("Đường dẫn có thể đã đổi, hoặc nội dung thuộc đơn vị khác. Mời tìm theo tên ở ô tìm kiếm đầu trang."),
    ),
    405: (
        _("Địa chỉ này không mở riêng được"),
        _("Địa chỉ này chỉ nhận biểu mẫu gửi từ một nút bấm. Mời mở lại trang có nút đó, hoặc về trang của tôi."),
    ),
    409: (
        _("Chưa thực hiện được"),
        _("Dữ liệu vẫn như trước khi bấm."),
    ),
    500: (
        _("Máy chủ gặp lỗi"),
        _("Việc vừa làm CHƯA được ghi. Số liệu đã báo “Đã lưu” vẫn còn nguyên. Mời thử lại sau ít phút."),
    ),
}
#: The sentence of an error where nobody is signed in, if it is another one: there is no search before log-in.
SIGNED_OUT = {404: _("Đường dẫn có thể đã đổi. Mời kiểm tra lại, hoặc đăng nhập rồi tìm theo tên.")}
#: Title and sentence where a form comes with another session's mark, or with none.
STALE_FORM = (
    _("Trang này đã cũ"),
    _(
        "Trang mở từ trước lần đăng nhập gần nhất nên biểu mẫu vừa gửi CHƯA được nhận. "
        "Mời quay lại, tải lại trang rồi gửi lại."
    ),
)
#: Shown where a part refuses with a code that its wording does not name; a test keeps this from happening.
UNNAMED = _("Việc này hiện không thực hiện được. Mời liên hệ quản trị, kèm mã {code}.")
