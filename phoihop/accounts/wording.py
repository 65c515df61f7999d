"""What accounts say when they refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SHOWN", "WORDING"]

#: What the list of terms can be narrowed to, by ``queries.Shown``.
SHOWN = {
    "sap-het": _("Sắp hết hạn trong 30 ngày"),
    "chua-doi": _("Chưa đổi mật khẩu ban đầu"),
    "bi-khoa": _("Tài khoản bị khóa"),
}

WORDING = {
    "wrong_name_or_password": _(
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Mời kiểm tra bộ gõ tiếng Việt, phím Caps Lock rồi nhập lại."
    ),
    "made_for_another": _(
        "Trang này mở khi đang làm việc cho cơ quan khác nên chưa lưu gì. Mời mở lại trang rồi gửi lại."
    ),
    "too_many_guesses": _(
        "Đã nhập sai nhiều lần. Mời thử lại sau {minutes} phút, hoặc đề nghị quản trị của cơ quan cấp lại mật khẩu."
    ),
    "first_password_expired": _("Mật khẩu ban đầu đã quá hạn 72 giờ. Mời đề nghị quản trị của cơ quan cấp lại."),
    "administrators_only": _("Việc này do quản trị của cơ quan thực hiện. Mời liên hệ quản trị."),
    "other_branch": _("Cơ quan này không thuộc phạm vi quản trị của đồng chí. Mời chọn cơ quan trong ngành dọc."),
    "accounts_only": _(
        "Vai trò quản trị chỉ quản lý tài khoản, không xem nội dung nghiệp vụ. "
        "Nếu cần xem, mời đề nghị lãnh đạo cơ quan giao thêm vai trò khác."
    ),
    "role_does_not_open": _(
        "Vai trò đang giữ không được xem nội dung này. Mời chọn cơ quan khác ở đầu trang, "
        "hoặc đề nghị quản trị giao thêm vai trò."
    ),
    "same_person": _("Người nhận bàn giao đang giữ chính vai trò này. Mời chọn người khác."),
    "heir_of_another_unit": _(
        "Người nhận thuộc {unit}, không thuộc cơ quan của vai trò này. Mời chọn người khác, hoặc xác nhận giao cho "
        "người của đơn vị khác."
    ),
    "disabled_heir": _("Tài khoản nhận bàn giao đang bị khóa. Mời mở khóa trước, hoặc chọn người khác."),
    "already_ended": _("Phân công này đã kết thúc từ ngày {on}. Mời mở lại danh sách."),
    "ends_before_it_begins": _("Phân công bắt đầu ngày {begins}. Mời chọn ngày kết thúc sau ngày đó."),
    "already_holds": _("{name} đang giữ vai trò này tại cơ quan. Mời chọn người khác hoặc vai trò khác."),
    "username_taken": _("Tên đăng nhập “{username}” đã có người dùng. Mời thêm tên đơn vị: “{username}.giavien”."),
    "bad_username": _("Tên đăng nhập gồm 3 đến 64 chữ thường không dấu, số, dấu chấm. Ví dụ: “viet.pq”."),
    "weak_password": _("{reasons}"),
    "own_account": _("Không tự khóa tài khoản đang dùng. Mời quản trị khác thực hiện."),
    "own_role": _("Không tự giao vai trò cho chính mình. Mời quản trị khác của cơ quan hoặc của cấp trên thực hiện."),
    "own_password": _(
        "Mật khẩu của mình thì tự đổi tại trang Tài khoản và bảo mật. Nếu quên, mời quản trị khác cấp lại."
    ),
    "own_administration": _(
        "Không tự thôi vai trò quản trị đang giữ. Mời bàn giao cho người khác, hoặc để quản trị khác thực hiện."
    ),
    "no_such_body": _("Đồng chí không còn được phân công ở cơ quan đã chọn. Mời chọn lại ở đầu trang."),
}
