from django.utils.translation import gettext_lazy as _

WORDING = {
    "nameless": _("Văn bản cần có số, ký hiệu hoặc tên gọi. Mời ghi ít nhất một trong hai."),
    "empty_scan": _("Bản chụp là tệp rỗng. Mời quét lại văn bản rồi chọn lại tệp."),
    "large_scan": _("Bản chụp nặng {size} MB, vượt mức {limit} MB. Mời quét ở 200 dpi, hoặc lưu lại thành PDF."),
    "not_a_scan": _("Bản chụp phải là tệp PDF, JPG hoặc PNG. Mời lưu lại đúng loại rồi chọn lại."),
    "secret_scan": _(
        "Văn bản đóng dấu “{mark}”. Hệ thống không nhận, không lưu bí mật nhà nước "
        "(Luật Bảo vệ bí mật nhà nước số 117/2025/QH15). Tệp vừa gửi đã bị xóa; mời xử lý theo chế độ văn bản mật."
    ),
    "people_in_scan": _(
        "Văn bản có danh sách {rows} người kèm số giấy tờ, ngày sinh, nơi ở hoặc việc riêng nên không lưu. "
        "Mời bỏ phụ lục danh sách rồi quét lại."
    ),
    "secret_words": _(
        "Nội dung ghi dấu độ mật nên không lưu. Hệ thống không nhận bí mật nhà nước; mời xử lý theo chế độ văn bản mật."
    ),
    "person_in_words": _(
        "Nội dung có số giấy tờ, điện thoại, ngày sinh hoặc tên người cung cấp tin nên không lưu. "
        "Mời bỏ các thông tin đó, chỉ ghi số lượng và lý do."
    ),
    "resident_in_words": _(
        "Nội dung nêu tên riêng của người dân nên không lưu. "
        "Mời thay tên bằng số lượng hoặc chức vụ, ví dụ “1 hộ ở thôn 3”."
    ),
    "private_name_in_words": _(
        "Nội dung nêu {name} cùng điều chỉ được ghi bằng số lượng (nghiện, vi phạm, tố giác, nơi ở, năm sinh…) nên "
        "không lưu. Mời bỏ tên riêng, chỉ ghi số lượng, ví dụ “3 người nghiện ở thôn 3”."
    ),
    "hidden_in_scan": _(
        "Bản chụp có ghi chú, thuộc tính hoặc tệp kèm ghi tên người, thông tin cá nhân hoặc dấu mật nên không lưu. "
        "Mời quét lại văn bản đã ký rồi chọn lại."
    ),
    "unreadable_scan": _("Tệp PDF hỏng hoặc đặt mật khẩu. Mời quét hoặc lưu lại rồi chọn lại."),
    "file_lost": _("Tệp gốc không còn trên máy chủ. Phần chữ đã đọc vẫn xem được ở trang này."),
}
