from django.utils.translation import gettext_lazy as _

KINDS = {
    "interim_review": _("Sơ kết"),
    "final_review": _("Tổng kết"),
    "signing": _("Ký kết"),
    "launch": _("Triển khai, phát động"),
    "preparation": _("Họp chuẩn bị"),
    "training": _("Tập huấn"),
    "festival": _("Ngày hội"),
    "forum": _("Diễn đàn, lắng nghe ý kiến"),
    "commendation": _("Lễ trao thưởng"),
    "other": _("Cuộc họp khác"),
}

ROLES = {
    "attends": _("dự"),
    "chairs": _("chủ trì"),
    "speaks": _("phát biểu"),
    "presents_award": _("trao khen thưởng"),
    "signs": _("ký"),
}

MODES = {"online": _("Trực tuyến"), "in_person": _("Trực tiếp"), "": _("Không rõ")}

WORDING = {
    "no_kind": _("Chưa chọn loại cuộc họp. Mời chọn ít nhất một: sơ kết, tổng kết, ký kết…"),
    "unknown_kind": _("Loại cuộc họp “{kind}” không có trong danh mục. Mời chọn lại."),
    "no_day_or_title": _("Cuộc họp cần có ngày hoặc tên gọi. Mời ghi ít nhất một trong hai."),
    "bad_sites": _("Số điểm cầu phải từ 1 trở lên. Mời xem lại, hoặc để trống nếu họp một nơi."),
    "names_a_resident": _(
        "“{name}” chưa có chức vụ công tác. Chỉ ghi tên người dự theo chức vụ, ví dụ: Nguyễn Văn Mẫu, Trưởng Công an "
        "xã; người dân dự họp thì chỉ tính vào số đại biểu."
    ),
    "not_your_role": _("Tài khoản này chưa được phân công ghi hội nghị. Mời đề nghị quản trị của cơ quan phân công."),
}
