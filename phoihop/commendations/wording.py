from django.utils.translation import gettext_lazy as _

FORMS = {
    "bang_khen": _("Bằng khen"),
    "giay_khen": _("Giấy khen"),
    "co_thi_dua": _("Cờ thi đua"),
    "huan_chuong": _("Huân chương"),
    "ky_niem_chuong": _("Kỷ niệm chương"),
    "bieu_duong": _("Biểu dương, khen thưởng"),
    "other": _("Hình thức khác"),
}

WORDING = {
    "no_authority": _("Chưa ghi cấp khen thưởng. Mời ghi cơ quan hoặc người có thẩm quyền khen."),
    "unknown_form": _("Hình thức khen thưởng “{form}” không có trong danh mục. Mời chọn lại."),
    "negative_count": _("Số tập thể, cá nhân phải từ 0 trở lên. Mời xem lại."),
    "more_than_counted": _(
        "Số được khen ghi {stated}, nhưng danh sách ghi tên {named}. Mời sửa số lượng hoặc danh sách."
    ),
    "names_a_resident": _(
        "“{name}” chưa có chức vụ công tác. Chỉ ghi tên người được khen theo chức vụ, ví dụ: Nguyễn Văn Mẫu, Trưởng "
        "Công an xã; người dân được khen thì chỉ tính vào số cá nhân."
    ),
    "a_day_to_come": _("Ngày khen, ngày quyết định chưa tới. Mời ghi đúng ngày trên quyết định."),
    "bad_number": _(
        "“{number}” chưa phải số quyết định. Mời ghi số và ký hiệu, ví dụ 1250/QĐ-UBND; ngày ghi ở ô Ngày."
    ),
    "no_reason": _("Chưa ghi lý do sửa. Mời ghi một câu, ví dụ: ghi nhầm số khi nhập."),
    "not_your_role": _(
        "Tài khoản này chưa được phân công ghi khen thưởng. Mời đề nghị quản trị của cơ quan phân công."
    ),
}
