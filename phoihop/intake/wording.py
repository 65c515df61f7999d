from django.utils.translation import gettext_lazy as _

from phoihop.conferences import wording as conferences

WORDING = {
    "not_your_role": _("Tài khoản này chưa được phân công tiếp nhận văn bản. Mời đề nghị quản trị giao vai trò."),
    "not_yours": _("Văn bản này do đơn vị khác tiếp nhận. Mời chọn đúng đơn vị ở đầu trang."),
    "nothing_given": _("Chưa có tệp hay đoạn văn nào. Mời chọn tệp hoặc dán nội dung vào ô."),
    "empty": _("Tệp rỗng, không có chữ nào. Mời mở tệp gốc kiểm tra rồi chọn lại."),
    "too_large": _("Tệp nặng {size} MB, vượt mức {limit} MB. Mời bỏ bớt ảnh, hoặc tách tệp rồi nộp từng phần."),
    "cancelled": _("Việc đọc đã hủy trước khi đến tệp này; tệp không được giữ. Mời nộp lại nếu cần."),
    "too_many_on_the_way": _(
        "Đang có {limit} tệp gửi dở. Mời bấm “Đọc văn bản” để đọc các tệp đã gửi, hoặc bỏ bớt tệp gửi dở."
    ),
    "too_heavy_on_the_way": _(
        "Các tệp gửi dở đã nặng {weighing} MB, mức chung là {limit} MB. "
        "Mời bấm “Đọc văn bản” để đọc các tệp đã gửi, hoặc bỏ bớt tệp gửi dở."
    ),
    "piece_out_of_place": _("Tệp đã nhận đến {received} byte. Mời gửi tiếp từ chỗ đó."),
    "piece_too_large": _("Mỗi phần gửi lên không quá {limit} kB. Mời tải lại trang rồi gửi tiếp."),
    "unfinished": _("Tệp “{name}” chưa gửi xong. Mời chọn lại đúng tệp đó; phần đã gửi không phải gửi lại."),
    "handed_in_meanwhile": _(
        "Tệp gửi dở này không còn: vừa được nộp ở cửa sổ khác, hoặc để quá một ngày. Mời xem danh sách văn bản đã nộp; "
        "chưa có thì chọn lại tệp."
    ),
    "only_compilers_choose": _(
        "Số nào có hiệu lực do người tổng hợp chọn. Mời nhận mục này và để số mới bên cạnh, hoặc nhờ người tổng hợp."
    ),
    "not_a_body_of_yours": _("Đơn vị này không thuộc phạm vi của đồng chí. Mời chọn trong danh sách."),
    "outside_needs_reason": _(
        "Mục này có vẻ của {name}, ngoài địa bàn của đơn vị. Mời bỏ mục này, hoặc chọn “Ghi cho” và ghi lý do rồi nhận."
    ),
    "planned_needs_reason": _(
        "Số này nêu theo kế hoạch, chưa phải kết quả. Mời bấm Bỏ; nếu đúng là kết quả thì ghi lý do rồi bấm Nhận."
    ),
    "choice_needs_reason": _("Chưa ghi lý do chọn số theo văn bản. Mời ghi một câu vào ô “Lý do” rồi bấm Nhận."),
    "choice_unreasoned": _(
        "Có số được chọn thay số đang có mà chưa ghi lý do: {figures}. Mời mở từng số, ghi lý do rồi bấm Nhận."
    ),
    "names_a_resident": _(
        "Mục này nêu tên riêng của người dân nên không ghi vào hồ sơ được. Mời bấm Bỏ; việc cần giao thì ghi ở trang "
        "hội nghị, thay tên bằng số lượng hoặc chức vụ."
    ),
    "name_residents": _(
        "Mục {items} nêu tên riêng của người dân nên chưa ghi được. Mời mở các mục đó, bấm Bỏ, rồi ghi lại."
    ),
    "too_general_to_remember": _(
        "“{printed}” là từ chung, nhớ thì lần sau dễ ghép nhầm chỉ tiêu. Mời chọn “không nhớ” rồi bấm Nhận."
    ),
    "no_person_to_remember": _(
        "Tên người không làm cách gọi chỉ tiêu được. Mời chọn “không nhớ”; nếu mục này nói về một người thì bấm Bỏ."
    ),
    "only_the_centre_for_all": _(
        "Cách gọi chung cho mọi đơn vị do cơ quan trung ương đặt. Mời chọn nhớ cho đơn vị mình."
    ),
    "kind_mismatch": _(
        "Tên tệp ghi đuôi “{said}” nhưng bên trong là loại khác ({found}). Mời lưu lại đúng loại rồi chọn lại."
    ),
    "unsupported": _("Chưa đọc được loại tệp này. Mời lưu thành DOCX, PDF, XLSX, HTML hoặc TXT rồi chọn lại."),
    "damaged": _("Tệp bị hỏng nên không đọc được. Mời mở lại bằng Word hoặc Excel, lưu bản mới rồi nộp."),
    "encrypted": _("Tệp đặt mật khẩu. Mời bỏ mật khẩu rồi chọn lại."),
    "bomb": _("Tệp nén bất thường nên bị từ chối để bảo vệ máy chủ. Mời lưu lại tệp từ bản gốc rồi nộp."),
    "needs_program": _("Máy chủ chưa cài chương trình đọc loại tệp này. Mời lưu thành DOCX hoặc PDF có chữ rồi nộp."),
    "timeout": _("Đọc tệp quá lâu nên đã dừng. Mời tách tệp thành phần nhỏ hơn rồi nộp lại."),
    "memory": _("Tệp quá phức tạp, đọc vượt mức bộ nhớ cho phép. Mời tách tệp thành phần nhỏ hơn rồi nộp lại."),
    "crashed": _("Tệp làm chương trình đọc dừng đột ngột nên không đọc được. Mời lưu lại từ bản gốc rồi nộp."),
    "not_whole": _(
        "Số “{value}” không ghi được cho chỉ tiêu {indicator}: chỉ tiêu này đếm bằng số nguyên. Mời sửa giá trị."
    ),
    "secret": _(
        "Văn bản đóng dấu “{mark}”. Hệ thống không nhận, không lưu bí mật nhà nước "
        "(Luật Bảo vệ bí mật nhà nước số 117/2025/QH15). Nội dung vừa gửi đã bị xóa; "
        "mời xử lý theo chế độ văn bản mật."
    ),
    "list_of_people": _(
        "Văn bản có danh sách {rows} người: người cung cấp tin, đối tượng, người gửi đơn… hoặc kèm số giấy tờ, "
        "ngày sinh, nơi ở, việc riêng. "
        "Hệ thống chỉ nhận số lượng. Mời chọn “Bỏ danh sách, giữ số lượng” hoặc bỏ danh sách khỏi tệp rồi nộp lại."
    ),
    "hidden_parts": _(
        "Tệp có phần ẩn (cột, hàng, trang tính ẩn; chữ ẩn, chữ đã xóa còn lưu vết, chú thích, thuộc tính tệp hoặc bảng "
        "tính nhúng) ghi tên người, thông tin cá nhân hoặc dấu mật nên không lưu. Mời xóa các phần đó, chấp nhận mọi "
        "thay đổi, lưu lại rồi nộp."
    ),
    "column_changed": _(
        "Các ô chờ của cột này vừa thay đổi, nên chưa nhận ô nào. Mời xem lại số ô rồi bấm Nhận lần nữa."
    ),
    "not_to_be_ticked": _("Mục {items} cần chọn thêm hoặc cần lý do, không nhận theo cột được. Mời mở từng mục đó."),
    "nothing_to_put_back": _("Các mục vừa nhận đã ghi vào hồ sơ hoặc đã đổi, nên không hoàn tác ở đây được."),
    "none_to_read_again": _("Không có văn bản nào chưa xong cần đọc lại. Mời tải lại trang."),
    "being_read_again": _("Văn bản này đang được đọc lại. Mời chờ đọc xong rồi tải lại trang."),
    "would_not_be_kept": _(
        "Chưa đọc lại được: bản đọc mới thấy văn bản có dấu mật hoặc danh sách người. Các mục đã có giữ nguyên; "
        "mời báo quản trị hệ thống xem văn bản này."
    ),
    "lacks": _("Mục này chưa đủ để nhận, còn thiếu: {missing}. Mời chọn cho đủ rồi bấm Nhận."),
    "not_read_yet": _("Văn bản chưa đọc xong. Mời chờ ít phút rồi mở lại trang này."),
    "unplaced": _(
        "Còn số liệu chưa chọn chỉ tiêu, đơn vị hoặc kỳ: {figures}. Mời chọn cho đủ, hoặc bỏ qua số liệu đó."
    ),
    "already_recorded": _(
        "Mục này đã ghi vào hồ sơ nên không đổi ở đây được. Muốn sửa số, mời mở số liệu và chọn Báo sai."
    ),
    "doubled": _(
        "Có hai số khác nhau được nhận cho cùng chỉ tiêu, cùng kỳ: {indicators}. Mời bỏ bớt một số, hoặc đổi kỳ."
    ),
    "recorded_meanwhile": _(
        "Các mục đã nhận vừa được {name} ghi, không ghi hai lần. Mời tải lại trang để xem hồ sơ đã ghi."
    ),
    "nothing_accepted": _("Chưa có mục nào được chấp nhận. Mời xem từng mục, bấm “Nhận” những mục đúng."),
}

#: What a figure lacks, as the sentence of ``lacks`` says it.
NAMES = {
    "lacks.indicator": _("chỉ tiêu"),
    "lacks.subject": _("đơn vị"),
    "lacks.period": _("kỳ"),
    "lacks.value": _("giá trị"),
}

STATES = {
    "waiting": _("Chờ đọc"),
    "read": _("Chờ xác nhận"),
    "confirmed": _("Đã ghi nhận"),
    "refused": _("Không nhận"),
    "failed": _("Không đọc được"),
}

TYPES = {
    "document": _("Văn bản"),
    "event": _("Sự kiện"),
    "person": _("Người tham gia"),
    "figure": _("Số liệu"),
    "award": _("Khen thưởng"),
    "item": _("Nội dung, nhiệm vụ"),
}

ROLES = {
    **conferences.ROLES,
    "author": _("tác giả bài viết"),
    "content": _("nội dung chương trình"),
    "direction": _("nhiệm vụ, phương hướng"),
    "limitation": _("tồn tại, hạn chế"),
}

PERIODS = {
    "thang": _("tháng {number} năm {year}"),
    "quy": _("quý {number} năm {year}"),
    "nua_nam_1": _("6 tháng đầu năm {year}"),
    "nua_nam_2": _("6 tháng cuối năm {year}"),
    "chin_thang": _("9 tháng năm {year}"),
    "dau_nam": _("{number} tháng đầu năm {year} (đến {day})"),
    "nam": _("năm {year}"),
    "giai_doan": _("giai đoạn {first} - {last}"),
}
