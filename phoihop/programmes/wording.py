from django.utils.translation import gettext_lazy as _

WORDING = {
    "no_parties": _("Chương trình cần ít nhất một bên ký kết. Mời chọn cơ quan chủ trì rồi các bên phối hợp."),
    "party_twice": _("Một cơ quan được chọn hai lần trong các bên ký kết. Mời bỏ bớt một dòng."),
    "years_reversed": _("Năm cuối ({last}) ở trước năm đầu ({first}). Mời sửa lại giai đoạn."),
    "document_taken": _("Văn bản này đã là văn bản của một chương trình khác. Mời mở chương trình đó để cập nhật."),
    "not_a_party": _("Chương trình này do các bên ký kết cập nhật. Mời chuyển sang cơ quan là một bên ở đầu trang."),
    "confirmed_already": _("Cơ quan của đồng chí đã xác nhận là bên ký. Mời tải lại trang chương trình."),
    "no_role": _("Việc này dành cho vai trò tổng hợp hoặc lãnh đạo. Mời liên hệ quản trị của cơ quan."),
    "not_for_you_to_assign": _(
        "Việc phân công theo dõi chương trình do quản trị, hoặc lãnh đạo, cán bộ tổng hợp của cơ quan thường trực "
        "thực hiện. Mời liên hệ cơ quan thường trực của chương trình."
    ),
    "own_assignment": _("Không tự phân công cho chính mình. Mời đồng chí khác trong cơ quan hoặc quản trị thực hiện."),
    "not_an_officer": _(
        "Cán bộ không còn giữ vai trò nghiệp vụ tại cơ quan này. "
        "Mời chọn người khác, hoặc đề nghị quản trị giao vai trò."
    ),
    "assigned_already": _("{name} đang được phân công theo dõi chương trình này. Mời chọn người khác."),
    "assignment_reversed": _("Ngày kết thúc phải sau ngày bắt đầu ({begins}). Mời sửa lại ngày."),
    "assignment_over": _("Phân công này đã kết thúc từ ngày {on}. Mời mở lại danh sách."),
    "not_under": _("{unit} không thuộc địa bàn của chương trình cấp trên. Mời chọn đơn vị cấp dưới trực tiếp."),
    "signed_before": _("Ngày ký {signed_on} ở trước ngày cấp trên ký ({parent}). Mời xem lại ngày ký."),
    "cascaded_already": _("{unit} đã có chương trình cụ thể hóa. Mời mở chương trình đó để cập nhật."),
    "basis_twice": _("Văn bản này đã có trong căn cứ của chương trình."),
    "content_number": _("Chương trình đã có nội dung số {number}. Mời chọn số khác."),
    "other_line": _("Chỉ nối được với chương trình cùng cấp, cùng địa bàn. Mời chọn chương trình khác."),
    "parent_not_above": _(
        "“{name}” không phải chương trình của cấp trên trong cùng địa bàn. Mời chọn chương trình cấp trên, "
        "hoặc để “Không có”."
    ),
    "parent_years": _(
        "“{name}” thực hiện từ năm {first} đến năm {last}, không trùng năm nào với chương trình này. "
        "Mời xem lại giai đoạn hoặc chọn chương trình khác."
    ),
    "predecessor_later": _(
        "“{name}” không ký và bắt đầu trước chương trình này. Mời chọn chương trình trước đó, hoặc để “Không có”."
    ),
    "breaks_another": _(
        "Sửa như vậy thì “{name}” đứng trước hoặc lệch giai đoạn với chương trình này. "
        "Mời xem lại ngày ký, giai đoạn, hoặc sửa chương trình đó trước."
    ),
    "no_reason": _("Chưa có lý do. Mời ghi lý do sửa, nhật ký giữ lại cùng thông tin cũ."),
    "nothing_changed": _("Chưa có thông tin nào thay đổi. Mời sửa ít nhất một mục rồi lưu."),
    "content_in_use": _(
        "Nội dung số {number} đã gắn với chỉ tiêu, báo cáo tổng kết hoặc chương trình sau nên không bỏ được. "
        "Mời sửa lời văn, giữ nguyên nội dung."
    ),
    "something_stands": _("Chương trình đã có {stands} nên không thu hồi được. Mời sửa thông tin thay cho thu hồi."),
}

STANDINGS = {
    "coming": (_("Sắp thực hiện"), "wait"),
    "running": (_("Đang thực hiện"), "ok"),
    "last_year": (_("Năm cuối, chờ tổng kết"), "doubt"),
    "over": (_("Đã kết thúc"), "none"),
    "undated": (_("Chưa rõ giai đoạn"), "none"),
}

COMPARED = {
    "kept": (_("Giữ nguyên"), "ok"),
    "changed": (_("Sửa đổi"), "wait"),
    "new": (_("Mới"), "ok"),
    "dropped": (_("Không tiếp tục"), "doubt"),
}

COVERED = {
    "signed": (_("Đã ký"), "ok"),
    "former": (_("Theo chương trình của đơn vị cũ"), "fill"),
    "missing": (_("Chưa ký"), "bad"),
}

#: What may stand on a programme, by the name of its relation.
STANDS = {
    "cascaded": _("chương trình cụ thể hóa của cấp dưới"),
    "successors": _("chương trình tiếp nối"),
    "forms": _("biểu mẫu báo cáo"),
    "reviews": _("báo cáo sơ kết, tổng kết"),
    "choices": _("bộ chỉ tiêu"),
    "awards": _("khen thưởng"),
    "conferences": _("hội nghị"),
    "papers": _("văn bản tiếp nhận"),
    "assignments": _("cán bộ đang theo dõi"),
}
