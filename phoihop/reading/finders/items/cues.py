"""The words that open, frame and close tasks, contents and weaknesses (dấu hiệu)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from phoihop.reading.lexicon.phrases import Opening
from phoihop.reading.normalise import holds
from phoihop.reading.patterns import regex

__all__ = [
    "AGREED",
    "AHEAD",
    "ASKS",
    "BUT",
    "CLOSING",
    "COMPLAINS",
    "CONNECTIVE",
    "CONTENTS",
    "GOES_ON",
    "IMPERATIVE",
    "INLINE_HEAD",
    "INSTRUMENT",
    "LISTED",
    "MODAL",
    "NAMED",
    "NOTHING_SAID",
    "NOT_A_TASK",
    "NOUN_BEFORE",
    "NUMBERING",
    "PARTY",
    "PLAN",
    "QUOTES",
    "SECTIONS",
    "SPLIT",
    "TASKED",
    "TOLD",
    "WEAK",
]


class Cue:
    """A pattern that is looked for only where one of some words stands: most sentences hold none of them.

    The words are parts of what the pattern matches, with single spaces; texts are given so.
    """

    def __init__(self, pattern: str, *words: str) -> None:
        self.pattern = regex(pattern)
        self._words = words

    def search(self, text: str, start: int = 0, stop: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in a stretch of a text."""
        if not start and stop == sys.maxsize and not holds(text, self._words):
            return None
        return self.pattern.search(text, start, stop)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of a text."""
        return self.pattern.finditer(text) if holds(text, self._words) else iter(())


NUMBERING = regex(
    r"(?:(?:phần|mục|điều)\s+(?:thứ\s+)?[\divxlc]+\s*[.:]?|[ivx]{1,5}\s*(?:[.)]|[-–](?=\s))|[a-hđ]\s*[.)]|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}\s*[.)/]|\d{1,2}\s?[-–](?=\s[^\W\d])|\d{1,2}(?:\.\d{1,2}){1,3}|\(\d{1,2}\)|[-–+*•]"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là\s*[,:]?|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy)\s*[,:]|"
    r"\d{1,2}\s+(?=[a-zà-ỹđ]{3}))\s*"
)


SECTIONS = (
    (
        "limitation",
        regex(
            r"(?:những\s+|một\s+số\s+|các\s+|về\s+)?(?:nguyên\s+nhân\s+(?:của\s+)?(?:những\s+|các\s+)?(?:hạn|tồn|"
            r"khó|yếu)|tồn\s+tại|hạn\s+chế|khuyết\s+điểm|khó\s+khăn|yếu\s+kém|"
            r"vướng\s+mắc)(?!\w)"
        ),
    ),
    (
        "direction",
        regex(
            r"(?:một\s+số\s+|các\s+|những\s+|về\s+)?(?:phương\s+hướng|nhiệm\s+vụ|giải\s+pháp|kiến\s+nghị|"
            r"đề\s+xuất|định\s+hướng|chương\s+trình\s+công\s+tác)(?!\w)"
        ),
    ),
    (
        "content",
        regex(
            r"(?:nội\s+dung(?!\s+làm\s+việc)|mục\s+tiêu|chỉ\s+tiêu|trách\s+nhiệm|phân\s+công|"
            r"tổ\s+chức\s+thực\s+hiện)(?!\w)"
        ),
    ),
)


INLINE_HEAD = regex(
    r"(?P<task>(?:năm\s+20\d\d|thời\s+gian\s+tới)[^:.;]{0,50}(?:tập\s+trung|chỉ\s+tiêu|mục\s+tiêu|nhiệm\s+vụ|"
    r"phấn\s+đấu)[^:.;]{0,40}|kết\s+luận\s+của[^:.;]{3,60}):\s+|(?P<head>(?:những\s+|một\s+số\s+)?(?:tồn\s+tại|"
    r"hạn\s+chế|khó\s+khăn|vướng\s+mắc|khuyết\s+điểm|phương\s+hướng|nhiệm\s+vụ|kiến\s+nghị|đề\s+xuất|"
    r"giải\s+pháp)[^:.;]{0,60}):\s+"
)


PLAN = regex(
    r"^(?:kế\s+hoạch|chương\s+trình\s+(?:phối\s+hợp|hành\s+động|công\s+tác)|quy\s+chế(?:\s+phối\s+hợp)?|đề\s+án|"
    r"nghị\s+quyết\s+liên\s+tịch|thỏa\s+thuận)$"
)


TASKED = Cue(
    r"(?<!\w)(?P<cue>giao\s+nhiệm\s+vụ\s+cho|đặt\s+hàng|đề\s+nghị|yêu\s+cầu|mong\s+muốn|mong\s+rằng|mong|"
    r"kêu\s+gọi|kiến\s+nghị|giao|lưu\s+ý|"
    r"nhờ(?=\s+(?:công\s+an|các|sở|ủy|ubnd|hội|huyện|tỉnh|xã|chính|ngành|phòng|trường|lực|đồn|cán)(?!\w))|đề\s+xuất|hy\s+vọng|chỉ\s+đạo|quán\s+triệt\s+và\s+thực\s+hiện|nhắc\s+nhở|nhắc|căn\s+dặn|dặn\s+dò|dặn|gợi\s+ý|"
    r"khuyến\s+cáo|khuyên|nhắn\s+nhủ|nhắn\s+gửi(?=\s*:)|nhắn(?=\s+(?:các|bà|con|mọi|anh|chị|dân|thanh|lớp|nhau)(?!\w))|gửi\s+gắm(?=\s*:)|hiến\s+kế(?=\s*:)|(?:bày\s+tỏ|nêu)\s+nguyện\s+vọng|quán\s+triệt(?=\s*:|\s+(?:các|mỗi|từng|cán|toàn|lực)(?!\w))|mời\s+gọi|nhắc\s+nhớ|đặt\s+yêu\s+cầu|phân\s+công)"
    r"(?!\w)(?:\s+(?:thêm|rằng|là))?",
    *("chỉ", "dặn", "giao", "gợi", "vọng", "khuy", "nghị", "gọi", "lưu", "mong", "nhắc", "nhắn", "nhờ", "công"),
    *("quán", "cầu", "hàng", "đề", "gắm", "hiến"),
)


ASKS = regex(
    r"(?<!\w)(?:(?:đề\s+nghị|yêu\s+cầu|kết\s+luận|chỉ\s+đạo|kiến\s+nghị|giao|nhiệm\s+vụ\s+sau|"
    r"nhiệm\s+vụ(?:\s+\S+){0,4})(?:\s+như\s+sau|\s+sau)?|"
    r"(?:lưu\s+ý|nêu|giao|nhấn\s+mạnh|chỉ\s+đạo|định\s+hướng|thống\s+nhất|đề\s+ra|quán\s+triệt|phân\s+công|"
    r"gợi\s+ý|gợi\s+mở|"
    r"yêu\s+cầu|đề\s+nghị|tập\s+trung|thực\s+hiện|làm\s+tốt|xác\s+định)"
    r"(?![^.;:]{0,140}(?:kết\s+quả|hạn\s+chế|khó\s+khăn|tồn\s+tại|đạt\s+được|đánh\s+giá|vướng\s+mắc))"
    r"[^.;:]{0,90}?\s(?:việc|nội\s+dung|nhiệm\s+vụ|vấn\s+đề|điểm|giải\s+pháp|yêu\s+cầu|khâu|trọng\s+tâm|"
    r"hướng)(?!\w)[^.;:]{0,70})\s*:$"
)


NOUN_BEFORE = regex(
    r"(?<!\w)(?:từng|mỗi|lời|trả\s+lời|giải\s+quyết|tiếp\s+nhận|có|bảo\s+đảm|đảm\s+bảo|theo|của|các|những|nhiều|hồ\s+sơ|người|"
    r"văn\s+bản|đáp\s+ứng|đạt|đúng|được|tiếp\s+thu|ý\s+kiến,|và|số|\d+|xét|trên|từ|công\s+tác|nội\s+dung|"
    r"theo\s+yêu\s+cầu|"
    r"được\s+những|mục\s+đích,|sự|lãnh\s+đạo,|kịp\s+thời\s+đề\s+xuất,|văn\s+bản\s+lãnh\s+đạo,|"
    r"một\s+trong\s+những|công\s+việc|đơn|phát\s+biểu|dự\s+và|trực\s+tiếp|tập\s+trung|quan\s+tâm|phản\s+ánh,)\s+$"
)


TOLD = Opening(
    r"(?<!\w)(?:gợi\s+mở|chốt\s+lại|gửi\s+gắm|hứa(?=\s+(?:sẽ|rằng|trước))|phản\s+ánh|cho\s+hay|"
    r"thông\s+tin(?=\s*[,:]|\s+thêm|\s+rằng)|nhấn\s+mạnh|khẳng\s+định|cho\s+biết|cho\s+rằng|nêu\s+rõ(?=\s*[,:]|"
    r"\s+rằng)|"
    r"nêu\s+(?:lên\s+|ra\s+)?(?:thực|tình)\s+(?:trạng|tế)|hẹn(?=\s+(?:sẽ|xử|trả|giải|quay|trở|tháng|năm|tuần))|phát\s+nguyện|(?<!tình\s)(?<!cầu\s)(?<!ý\s)nguyện(?=\s+(?:sử|giữ|đem|hết|tiếp|đoàn|làm|cùng|chung|không|luôn|góp))|tin\s+tưởng(?=\s+rằng)|kỳ\s+vọng|"
    r"xác\s+định|thống\s+nhất|chỉ\s+rõ|bày\s+tỏ|nói|phát\s+biểu|"
    r"chia\s+sẻ|cam\s+kết|nhìn\s+nhận|thừa\s+nhận|chỉ\s+ra|lưu\s+ý(?:\s+thêm)?(?=,|\s)|giải\s+trình|"
    r"bổ\s+sung(?=\s*[,:])|kết\s+luận(?=\s*:)|thẳng\s+thắn(?=\s*:)|nêu\s+ví\s+dụ|theo\s+(?:ông|bà|đồng\s+chí|anh|chị|(?:đại|thượng|trung|"
    r"thiếu)\s+(?:tướng|tá|úy)))(?!\w)",
    "bày bổ cam chia cho chỉ chốt giải gợi gửi hứa khẳng kết kỳ lưu nhìn nhấn nêu nói phát phản theo thông "
    "thẳng thống thừa tin xác nguyện hẹn",
)


MODAL = Cue(
    r"(?<!\w)(?:(?<!chỉ\s)cần(?!\s(?:cù|thơ|thiết))(?:\s+phải)?|"
    r"(?<!thiết\s)(?<!từ\s)(?<!bên\s)(?<!không\s)phải(?!\s+qua)(?!\s(?:trả|"
    r"thu|nộp|giải|chịu|có\s+vốn))|sẽ|hãy|đừng|"
    r"(?<=[^,;:]\s)nên(?=\s+(?:học|sinh|tổ|xây|làm|đưa|có|dành|chủ|phối|thường|tăng|mở|lập|chọn|giao|ưu|bố|nghiên|"
    r"xem|quan|chú|tập|đẩy|"
    r"tiếp|khuyến|tạo|lồng|gắn|nhân|đổi|rút|giữ|bàn|nói|hỏi|báo|cùng|lấy|đặt|thành|kết)(?!\w))(?<!trở nên)|"
    r"(?<!lực\s)(?<!thần\s)phấn\s+đấu)(?!\w)",
    "cần",
    "phải",
    "sẽ",
    "hãy",
    "đừng",
    "nên",
    "phấn đấu",
)


AHEAD = regex(
    r"(?<!\w)(?:(?:trong\s+)?(?:thời\s+gian|giai\s+đoạn|nhiệm\s+kỳ)\s+(?:tới|tiếp\s+theo)|tới\s+đây|"
    r"những\s+năm\s+tiếp\s+theo|sắp\s+tới)(?!\w)"
)


CONNECTIVE = regex(
    r"(?:đồng\s+thời|bên\s+cạnh\s+đó|cùng\s+với\s+đó|ngoài\s+ra|trong\s+đó|từ\s+đó|qua\s+đó|trước\s+mắt|"
    r"mặt\s+khác|theo\s+đó|do\s+đó|vì\s+vậy|do\s+vậy|bởi\s+vậy|bởi\s+thế|vì\s+thế|muốn\s+vậy|bên\s+cạnh\s+việc\s+đó|"
    r"để\s+làm\s+được\s+điều\s+đó|trong\s+thời\s+gian\s+tới|thời\s+gian\s+tới|tới\s+đây|đặc\s+biệt|cụ\s+thể|"
    r"cuối\s+cùng|trước\s+hết|trước\s+tiên|quan\s+trọng\s+nhất\s+là|riêng|hằng\s+năm|nhất\s+là|đó\s+là|"
    r"song\s+song\s+đó|tiếp\s+đến|thêm\s+vào\s+đó|ngược\s+lại|và)\s*[,:]?\s+"
)


IMPERATIVE = regex(
    r"(?:tiếp\s+tục|đẩy\s+mạnh|tăng\s+cường|nâng\s+cao|chú\s+trọng|quan\s+tâm|tập\s+trung|chủ\s+động|phát\s+huy|"
    r"xây\s+dựng|bám\s+sát|làm\s+tốt|hoàn\s+thiện|chuẩn\s+bị|đổi\s+mới|"
    r"thực\s+hiện|phối\s+hợp|tổ\s+chức|rà\s+soát|kiện\s+toàn|củng\s+cố|duy\s+trì|nhân\s+rộng|thường\s+xuyên|"
    r"kịp\s+thời|gắn|lồng\s+ghép|đa\s+dạng|không\s+để|không\s+ngừng|phấn\s+đấu|"
    r"quán\s+triệt|nghiêm\s+túc|tích\s+cực|triển\s+khai|khẩn\s+trương|sớm|định\s+kỳ|hằng\s+năm|mở\s+rộng|"
    r"bổ\s+sung|kiểm\s+tra|giải\s+quyết|phát\s+hiện|xử\s+lý|tham\s+mưu|nắm\s+chắc|"
    r"nắm|hướng\s+dẫn|chỉ\s+đạo|bố\s+trí|huy\s+động|vận\s+động|tuyên\s+truyền|đầu\s+tư|khắc\s+phục|"
    r"cụ\s+thể\s+hóa|xác\s+định|tạo|giữ|ưu\s+tiên|kết\s+hợp|đưa|xem\s+xét|nghiên\s+cứu|chủ\s+trì|"
    r"giám\s+sát|bảo\s+đảm|đảm\s+bảo|hỗ\s+trợ|cử|lập|thành\s+lập|ban\s+hành|công\s+khai|trang\s+bị|lắp(?:\s+đặt)?|"
    r"mở|lấy|coi|"
    r"khuyến\s+khích|động\s+viên|chấm\s+dứt|ngăn\s+chặn|phòng\s+ngừa|đấu\s+tranh|theo\s+dõi|tổng\s+hợp|"
    r"lắng\s+nghe|chăm\s+lo|hoàn\s+thành|nêu\s+cao|siết\s+chặt|thống\s+nhất|đối\s+chiếu|lựa\s+chọn|chọn)(?!\w)"
)


WEAK = Opening(
    r"(?<!\w)(?:chưa(?!\s+(?:kể|đầy\s+\d|đến\s+\d|xảy|từng|để|phát\s+hiện|bao\s+giờ))|"
    r"(?:phát\s+triển|triển\s+khai|tiến\s+độ|chuyển\s+biến|giải\s+quyết|xử\s+lý|báo\s+cáo|"
    r"thực\s+hiện)\s+(?:rất\s+|khá\s+)?chậm|"
    r"(?:lúc|năm|khi|nơi)\s+(?:có|được)\s+(?:lúc|năm|khi|nơi)\s+không|phụ\s+thuộc\s+(?:hoàn\s+toàn\s+|phần\s+lớn\s+)?vào|còn\s+né(?=\s)|"
    r"sa\s+vào|lún\s+sâu|không\s+hay\s+biết|phải\s+gánh|vừa\s+(?:thiếu|yếu|mỏng|ít|cũ|chậm|già|xa|chồng)(?:\s+[^\s,;]+){0,3}?\s+vừa|thưa\s+(?:dần|vắng)|bỏ\s+(?:trống|trắng|dở|giữa\s+chừng)|"
    r"để\s+trắng|hầu\s+như\s+trắng|đứng\s+ngoài|mạnh\s+ai\s+nấy|(?:làm|lập|họp)\s+cho\s+(?:xong|có)|khoán\s+hết|vòng\s+vèo|"
    r"không\s+(?:theo\s+kịp|mặn\s+mà|mở\s+được|sinh\s+hoạt|ai\s+(?:nhấc|mở|sửa|chịu|nhận|quản|đọc|đến|dự))|"
    r"(?:mới|chỉ)\s+đạt\s+(?:[^\s,;]+\s+)?\d[^,;]{0,8}(?=[,;.]?\s*(?:quá|còn|thấp|chưa|so))|(?:thì|cũng)\s+mới\s+(?:chỉ\s+)?có|"
    r"nghèo\s+nàn|hỏng|hư\s+(?:cả|mấy|hoài|lâu|từ)|không\s+thấy\s+ai|sinh\s+hoạt\s+thưa|cho\s+đủ(?=\s*[.;,]|$)|chỉ\s+(?:lo|để)\s+(?:nộp|chạy|báo\s+cáo|lấy|đối\s+phó)|đứt\s+đoạn|nửa\s+vời|lấy\s+lệ|chồng\s+lấn|"
    r"(?:còn|vẫn|rất|thì|trẻ)\s+(?:e\s+)?ngại|"
    r"bỏ\s+quên|hình\s+thức(?=\s*[.;,]|$)|ngừng\s+hoạt\s+động|chỉ\s+dừng\s+lại|ít\s+(?:được|người)|"
    r"hiệu\s+quả\s+(?:thấp|không\s+cao)|"
    r"quá\s+(?:ít|mỏng|chậm|cũ|xa|thấp|cao|đông|rộng|nặng)|sạt\s+lở|nặng\s+về|(?:giậm|dậm)\s+chân\s+tại\s+chỗ|trên\s+giấy|"
    r"chung\s+chung|rồi\s+(?:để|bỏ)\s+đó|cho\s+có(?=\s*[.,;]|$)|không\s+(?:[^\s,;.]+\s+){1,3}?được(?=\s*[.,;]|$)|chạy\s+theo\s+(?:số\s+lượng|thành\s+tích)|rất\s+(?:hạn\s+chế|thiếu|mỏng)|còn\s+(?:hiện\s+tượng|tình\s+trạng)|trùng\s+lặp|"
    r"gián\s+đoạn|chây\s+ỳ|"
    r"(?<!không\s)còn\s+(?!về\s)(?:\S+\s+){0,3}?(?:thấp|chậm|hạn\s+chế|hình\s+thức|thiếu|yếu|khó\s+khăn|bất\s+cập|lúng\s+túng|"
    r"sơ\s+hở|mang\s+tính|"
    r"tồn\s+tại|nhiều|ít|quá|kém|trùng|mỏng|nặng|gặp|để\s+xảy\s+ra|xảy\s+ra|né\s+tránh|dàn\s+trải|phó\s+mặc|"
    r"buông\s+lỏng)|chủ\s+quan|lỏng\s+lẻo|dễ\s+dãi|manh\s+mún|rời\s+rạc|đùn\s+đẩy|thiếu\s+ổn\s+định|"
    r"thiếu(?!\s+(?:nhi|niên|tá|úy|tướng))|(?<!yếu\s)kém|mới\s+(?:chỉ\s+)?(?:dừng|theo)|bị\s+động|vất\s+vả|"
    r"ngày\s+càng\s+(?:ít|khó|hiếm|mỏng)|tuổi\s+cao|im\s+ắng|vắng\s+bóng|rườm\s+rà|phiền\s+hà|"
    r"phải\s+đến\s+[^,;.]{3,30}\s+mới|nên\s+(?:không|chưa)\s+thể|thiên\s+về|chập\s+chờn|thất\s+thường|cứng\s+nhắc|gửi\s+(?:muộn|chậm)|không\s+có\s+người|hầu\s+như\s+không|dàn\s+trải|"
    r"khó\s+(?:kiểm\s+soát|tiếp\s+cận|quản\s+lý)|"
    r"nhỏ\s+lẻ|tự\s+phát|phần\s+nổi|chết\s+khô|hư\s+hỏng|cũ\s+kỹ|tái\s+diễn|tràn\s+lan|qua\s+loa|đại\s+khái|"
    r"đối\s+phó|chiếu\s+lệ|bấp\s+bênh|khan\s+hiếm|"
    r"ùn\s+ứ|tồn\s+đọng|sai\s+lệch|không\s+(?:đủ|đáp\s+ứng|thường\s+xuyên)|dựa\s+vào\s+xã\s+hội\s+hóa|"
    r"thay\s+đổi\s+(?:luôn|liên\s+tục)|có\s+(?:\S+\s+){0,2}hạn\s+chế|(?:nhiều|"
    r"gặp)\s+khó\s+khăn|vẫn\s+còn|"
    r"diễn\s+biến\s+(?:rất\s+)?phức\s+tạp|có\s+nơi|có\s+lúc|có\s+thời\s+điểm|khó\s+khăn\s+cho|xuống\s+cấp|"
    r"phó\s+mặc|lạc\s+hậu|không\s+đồng\s+đều|sơ\s+hở|lúng\s+túng|bất\s+cập|chậm\s+được|xem\s+nhẹ|coi\s+nhẹ|"
    r"khoán\s+trắng|"
    r"cầm\s+chừng|sơ\s+sài|bỡ\s+ngỡ|eo\s+hẹp|hạn\s+hẹp|đơn\s+điệu|rơi\s+vào\s+hình\s+thức|hời\s+hợt|thụ\s+động|"
    r"trông\s+chờ|ỷ\s+lại|"
    r"bỏ\s+ngỏ|ngại\s+(?:va|khó|đấu|tiếp)|sức\s+yếu|mờ\s+nhạt|chồng\s+chéo|quá\s+tải|thiếu\s+hụt|nể\s+nang)(?!\w)",
    "báo bấp bất bị bỏ bỡ chiếu cho chung chuyển chây chưa chạy chậm chập chết chỉ chồng chủ coi còn có cũ "
    "cũng cầm cứng diễn dàn dậm dễ dựa eo gián giải giậm gặp gửi hiệu hình hư hạn hầu họp hời im khan khi "
    "khoán khó không kém làm lúc lún lúng lạc lấy lập lỏng manh mạnh mới mờ ngày ngại ngừng nhiều nhỏ năm nơi "
    "nặng nể nửa phiền phát phó phải phần phụ qua quá rơi rườm rất rồi rời sa sai sơ sạt sức thay thiếu thì "
    "thưa thất thụ thực tiến triển tràn trên trông trùng trẻ tuổi tái tồn tự vòng vất vẫn vắng vừa xem xuống "
    "xử ít ùn đùn đơn đại để đối đứng đứt ỷ nên thiên nghèo sinh hỏng hư",
)


BUT = regex(
    r"(?<!\w)(?:song(?=,)|(?:^|(?<=[.;]\s))song(?=\s+(?!song|phương|hành|cùng))|dù\s+vậy|thế\s+nhưng|mặc\s+dù|"
    r"(?:điều|mặt|việc|điểm)\s+chưa\s+(?:được|làm\s+được)|"
    r"khó\s+nhất|tuy\s+nhiên|tuy\s+vậy|tuy\s+thế|bên\s+cạnh\s+(?:những\s+)?(?:mặt|ưu\s+điểm|thành\s+tích)|"
    r"điểm\s+yếu|mặt\s+yếu|điểm\s+nghẽn|trở\s+ngại|hạn\s+chế|tồn\s+tại|khó\s+khăn|vướng\s+mắc|yếu\s+kém|bất\s+cập|"
    r"khuyết\s+điểm|"
    r"bên\s+cạnh\s+(?:những\s+)?kết\s+quả|(?:bên\s+cạnh\s+đó|cùng\s+với\s+đó|ngoài\s+ra|đồng\s+thời),\s+vẫn|"
    r"điểm\s+còn\s+yếu|thẳng\s+thắn|"
    r"trong\s+khi\s+đó)(?!\w)"
)


NAMED = Cue(
    r"(?:hạn\s+chế|tồn\s+tại|khó\s+khăn|vướng\s+mắc|yếu\s+kém|bất\s+cập|khuyết\s+điểm|nguyên\s+nhân|mảng\s+tối|khoảng\s+trống|lỗ\s+hổng|nút\s+thắt|(?:điểm|"
    r"mặt)\s+(?:còn\s+)?yếu|(?:cái|chỗ|điểm)\s+(?:khó|vướng|kẹt|thiếu|yếu|hở|trừ)|thách\s+thức|"
    r"(?:điều|nỗi)\s+(?:[^\s,;:.]+\s+){0,7}?(?:lo(?:\s+lắng)?|day\s+dứt|băn\s+khoăn|trăn\s+trở)|điểm\s+nghẽn|"
    r"trở\s+ngại|rào\s+cản|khó\s+nhất)(?:\s*,?\s*(?:nhất\s+định|"
    r"cần\s+khắc\s+phục)|,\s+theo\s+[^,;:.]{2,40},|\s+(?:nhất|lớn\s+nhất|lâu\s+nay|hiện\s+nay|"
    r"của)[^,;:.]{0,60}?(?:,\s+theo\s+[^,;:.]{2,40},)?)?(?:\s*(?:vẫn\s+|hiện\s+nay\s+)?(?:như|đó\s+là|gồm|là)\s*:?\s+|\s*:\s+)",
    "hạn chế",
    "tồn tại",
    "khó",
    "vướng",
    "yếu",
    "bất cập",
    "khuyết",
    "nghẽn",
    "mảng tối",
    "khoảng trống",
    "lỗ hổng",
    "nút thắt",
    "thách thức",
    "điều",
    "nỗi",
    "trở ngại",
    "rào cản",
    "nguyên nhân",
    "cái thiếu",
    "điểm trừ",
    "chỗ hở",
)


COMPLAINS = Cue(  # somebody tells of a weakness whatever words it has
    r"(?<!\w)(?:nêu\s+(?:lên\s+|ra\s+)?(?:thực|tình)\s+(?:trạng|tế)(?=\s*[:,])|thẳng\s+thắn\s+(?:[^\s,;:.]+\s+){0,4}?(?:chỉ\s+ra|chỉ\s+rõ|nhìn\s+nhận|thừa\s+nhận|góp\s+ý|nêu\s+ra|nêu|"
    r"đánh\s+giá|phân\s+tích)|"
    r"(?:cũng|phải|đã)\s+(?:thừa\s+nhận|chỉ\s+ra)|thừa\s+nhận|nhận\s+trách\s+nhiệm(?=\s+(?:về|vì))|phàn\s+nàn|"
    r"than\s+phiền|lo\s+lắng|lo\s+ngại|"
    r"trăn\s+trở|băn\s+khoăn|bức\s+xúc(?=\s*:|\s+vì)|"
    r"thở\s+dài(?=\s*:)|nhìn\s+nhận(?=,?\s[^.;:]{3,90}\s(?:vẫn|chỉ\s+là|mới\s+chỉ)\s)|"
    r"nói\s+(?:thẳng|thật)(?=\s*[:,]|\s+(?:rằng|với))|không\s+(?:giấu|phủ\s+nhận|che\s+giấu)(?=\s*:|\s+(?:nỗi|điều|sự|rằng|thực))|"
    r"thẳng\s+thắn(?=\s*:)|thú\s+(?:thực|thật)(?=,|\s+là)|thành\s+thật(?=,)|(?:nói|bàn|đi)\s+(?:ngay\s+|thẳng\s+)?vào\s+"
    r"(?:chuyện|cái|những|điều|việc|chỗ)\s+(?:khó|vướng|yếu|chưa\s+\S+)(?=\s*:)|nhìn\s+nhận(?=\s+(?:lâu\s+nay|thời\s+gian\s+qua|rằng)))"
    r"(?!\s+(?:của|cho|được|để))(?:\s+(?:rằng|là|vì|về(?:\s+việc)?|trước)|,)?(?P<colon>\s*:)?\s+[“\"]?",
    "thắn",
    "nêu",
    "nói",
    "thừa nhận",
    "phàn nàn",
    "than phiền",
    "lo lắng",
    "lo ngại",
    "trăn trở",
    "băn khoăn",
    "bức xúc",
    "thở dài",
    "không giấu",
    "thú th",
    "thành thật",
    "vào chuyện",
    "vào chỗ",
    "vào việc",
    "vào cái",
    "vào những",
    "vào điều",
    "phủ nhận",
    "nhìn nhận",
    "trách nhiệm",
    "chỉ ra",
)
NOTHING_SAID = regex(
    r"(?:rõ\s+)?(?:(?:những|một\s+số|các|nhiều)\s+)?(?:mặt\s+)?(?:tồn\s+tại|hạn\s+chế|khó\s+khăn|vướng\s+mắc|"
    r"yếu\s+kém|bất\s+cập|khuyết\s+điểm|nguyên\s+nhân|"
    r"kết\s+quả|ưu\s+điểm|vấn\s+đề)"
)


LISTED = regex(r"(?:như|gồm|bao\s+gồm|là|sau|cụ\s+thể|đó\s+là|cụ\s+thể\s+là|:)\s*:?\s+|:\s+")


CONTENTS = regex(
    r"(?:(?:nội\s+dung|điểm\s+(?:chính|chủ\s+yếu|cơ\s+bản|mới))(?:\s+\S+){0,14}?\s*(?:bao\s+gồm|gồm|như\s+sau|sau|"
    r"như|:)\s*:?|(?:với|gồm|có|"
    r"\d)\s+(?:\d{1,2}|\w+)\s+nội\s+dung[^:;.]{0,80}?(?:gồm|bao\s+gồm|sau|như|:)\s*:?)\s+"
    r"|theo\s+(?:nội\s+dung\s+|bản\s+)?(?:chương\s+trình|quy\s+chế|kế\s+hoạch|thỏa\s+thuận|biên\s+bản|"
    r"nghị\s+quyết|nội\s+dung\s+(?:ký|phối))"
    r"[^:;.]{0,170}:\s+|(?:hai|ba|bốn|các)\s+(?:bên|cơ\s+quan|đơn\s+vị|ngành|lực\s+lượng)\s+có\s+(?:trách\s+nhiệm|"
    r"nhiệm\s+vụ)\s+"
    r"|(?:hai|2)\s+(?:bên|cơ\s+quan|đơn\s+vị)\s+(?:đã\s+)?(?:thống\s+nhất|cam\s+kết)[^:;.]{0,60}?:\s+"
)


INSTRUMENT = regex(
    r"(?:theo\s+)?(?:nội\s+dung\s+)?(?:chương\s+trình|kế\s+hoạch|nghị\s+quyết\s+liên\s+tịch|quy\s+chế|"
    r"biên\s+bản|thỏa\s+thuận|bản\s+ghi\s+nhớ)(?:\s+\S+){0,12}?\s*(?:,|(?:cũng\s+)?quy\s+định|nêu\s+rõ,?|"
    r"xác\s+định|đề\s+ra)(?!\w)"
)


PARTY = regex(r"(?:hai|2|các)\s+(?:bên|cơ\s+quan|đơn\s+vị|tổ\s+chức)(?!\w)")


CLOSING = regex(
    r"(?:(?:nhân\s+)?dịp\s+này|tại\s+(?:hội\s+nghị|buổi|lễ|cuộc|đây)|kết\s+thúc|sau\s+(?:đó|hội\s+nghị|phần)|"
    r"được\s+biết|trước\s+đó|theo\s+(?!đó)|tính\s+đến|hội\s+nghị|nơi\s+nhận|tm\.|kt\.|tl\.|xin\s+trân|"
    r"thay\s+mặt|tham\s+dự|dự\s+|cũng\s+(?:tại|trong)|trong\s+khuôn\s+khổ|ngày\s+\d|sáng\s|chiều\s)"
)


SPLIT = regex(r";\s*(?=\S)")


QUOTES = " \t“”\"‘’'.,;:–-…"


AGREED = Opening(
    r"(?<!\w)(?<!được\s)(?:hai|2|các)\s+(?:bên|cơ\s+quan|ngành|đơn\s+vị)\s+(?P<what>(?:sẽ\s+|cùng\s+|"
    r"cam\s+kết\s+|thống\s+nhất\s+)*(?:phối\s+hợp|thống\s+nhất|cam\s+kết|cùng|sẽ))(?!\w)(?!\s+(?:đã|đánh|ký|"
    r"nhận\s+định|cao|"
    r"tổ\s+chức\s+lễ))",
    "2 các hai",
)


GOES_ON = regex(
    r"(?<!\w)(?:sau|thời\s+gian|năm|tháng|quý|tới)\s+(?:\S+\s+){0,3}?(?P<what>(?:\S+\s+){1,4}?tiếp\s+tục\s+(?:duy|"
    r"phối|đẩy|tăng|tổ|tập|thực|triển|nâng))"
)
NOT_A_TASK = regex(
    r"sẽ\s+(?:được|bị|có|là|diễn\s+ra|giúp|góp|mang|tìm|ảnh|nổi|gửi|thảo|thành\s+công)(?!\w)|phải\s+(?:như|"
    r"đưa\s+vào|nghỉ|kiêm|gánh|chịu|"
    r"nhập|đối|ra|trăn|cuốc|lội|bỏ|vay|chờ|sống|ngủ|viết|nằm|chạy|xa|mất|đóng)|cần\s+(?:các|những|dựa|phải\s+dựa)"
)
