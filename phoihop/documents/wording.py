from django.utils.translation import gettext_lazy as _

WORDING = {
    "nameless": _("Văn bản cần có số, ký hiệu hoặc tên gọi. Mời ghi ít nhất một trong hai."),
    "file_lost": _("Tệp gốc không còn trên máy chủ. Phần chữ đã đọc vẫn xem được ở trang này."),
}
