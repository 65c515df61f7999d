"""What the units' pages say when they refuse, and what to do then."""

from django.utils.translation import gettext_lazy as _

__all__ = ["WORDING"]

WORDING = {
    "administrators_only": _("Việc này do người có vai trò quản trị thực hiện. Mời liên hệ quản trị của cơ quan."),
    "source_needed": _("Chưa ghi nguồn. Ghi tên văn bản hoặc cơ quan công bố, ví dụ “Niên giám thống kê 2025”."),
    "no_rows": _("Tệp không có dòng dân số nào. Dùng tệp mẫu, điền cột “Dân số” rồi tải lên lại."),
    "unknown_codes": _(
        "Có {count} mã không phải đơn vị đang dùng vào ngày đã chọn: {codes}. Xem lại cột “Mã” rồi tải lên lại; "
        "mã ghi đủ số 0 ở đầu, ví dụ 04 hoặc 00004."
    ),
    "outside_branch": _("Có đơn vị ngoài phạm vi quản trị của đồng chí {names}. Bỏ các dòng đó rồi tải lên lại."),
    "not_divided": _("Đơn vị này không bị chia cho nhiều đơn vị, không cần tỷ lệ phân bổ. Mời chọn đơn vị khác."),
    "a_share_for_each_heir": _("Ghi tỷ lệ lớn hơn 0 cho mỗi đơn vị kế thừa, hoặc bỏ trống tất cả."),
    "shares_make_the_whole": _("Các tỷ lệ cộng lại được {sum} %. Sửa để cộng đúng 100 %."),
    "act_needed": _(
        "Ghi văn bản xác định tỷ lệ, ví dụ số nghị quyết hoặc đề án. Không có văn bản thì để “chưa phân bổ”."
    ),
    "bad_file": _("Không đọc được tệp. Chọn tệp XLSX hoặc CSV có cột “Mã” và cột “Dân số”."),
    "file_too_wide": _(
        "Tệp có ô ghi rất xa bảng số hoặc quá nhiều ô nên không mở. Chép cột “Mã” và cột “Dân số” sang tệp mẫu rồi tải "
        "lên lại."
    ),
    "bad_number": _(
        "Dòng {row}: dân số “{said}” không phải số nguyên lớn hơn 0. Ghi số người, dấu chấm nhóm hàng nghìn (18.250), "
        "không có phần lẻ; sửa dòng này rồi tải lên lại."
    ),
    "said_twice": _("Mã {code} có hai dòng. Bỏ bớt một dòng rồi tải lên lại."),
}
