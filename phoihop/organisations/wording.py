from django.utils.translation import gettext_lazy as _

WORDING = {
    "body_exists": _("Đã có cơ quan với ký hiệu {key}. Mời chọn ký hiệu khác hoặc dùng cơ quan đã có."),
}
