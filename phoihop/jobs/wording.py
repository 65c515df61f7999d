from django.utils.translation import gettext_lazy as _

WORDING = {
    "already_ended": _("Việc này đã kết thúc nên không hủy được nữa. Mời xem kết quả."),
}

STATES = {
    "waiting": _("Đang chờ"),
    "running": _("Đang chạy"),
    "done": _("Đã xong"),
    "failed": _("Không xong"),
    "cancelled": _("Đã hủy"),
}
