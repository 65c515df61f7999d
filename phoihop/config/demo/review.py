"""The final review 2022-2026 that Ninh Bình's police have begun: drafted from figures, a few sections written."""

from __future__ import annotations

from datetime import datetime

from phoihop.config.demo import accounts
from phoihop.programmes.models import Programme
from phoihop.reviews import actions
from phoihop.reviews.models import Section
from phoihop.reviews.rules.letterheads import Letterhead
from phoihop.reviews.rules.states import Kind

#: Section titles and what the compiler has written there so far; the rest waits for whoever tries the demo.
WRITTEN = {
    "Bối cảnh, thuận lợi": (
        "Từ ngày 01/7/2025, tỉnh Ninh Bình được thành lập trên cơ sở hợp nhất ba tỉnh Ninh Bình, Hà Nam, Nam Định, "
        "tổ chức chính quyền địa phương hai cấp. Cấp ủy, chính quyền các cấp quan tâm lãnh đạo, chỉ đạo; "
        "các bên phối hợp chặt chẽ, kịp thời kiện toàn tổ giúp việc sau sắp xếp.",
    ),
    "Khó khăn": (
        "Địa bàn cấp xã rộng hơn trước, cán bộ phụ trách công tác dân vận phần lớn kiêm nhiệm; số liệu các năm "
        "2022-2024 do Công an cấp huyện cũ tổng hợp nên việc đối chiếu mất nhiều thời gian.",
    ),
    "Ưu điểm": (
        "Các nội dung phối hợp được triển khai toàn diện, gắn với phong trào Toàn dân bảo vệ an ninh Tổ quốc. "
        "Giai đoạn 2022-2026, toàn tỉnh tổ chức [TT01] buổi tuyên truyền với [TT02] lượt người dự; "
        "nhân dân cung cấp [NT01] nguồn tin có giá trị.",
    ),
}


def build(*, at: datetime) -> None:
    """Begin the review and write its first sections."""
    programme = Programme.objects.get(short_name="Ninh Bình 2022 - 2026")
    by = accounts.acting("ninhbinh", on=at.date())
    review = actions.start(programme, kind=Kind.FINAL, first_year=2022, last_year=2026, by=by, at=at)
    kept = Letterhead.of(review.letterhead).as_dict() | {
        "acting": "KT. Giám đốc",
        "signer_title": "Phó Giám đốc",
        "signer_rank": "Đại tá",
        "signer": "Vũ Văn Mẫu",
        "addressees": "Bộ Công an (qua V05)\nThường trực Tỉnh ủy Ninh Bình",
        "recipients": "Như trên\nUBND tỉnh (để báo cáo)\nBan Tuyên giáo và Dân vận Tỉnh ủy\n"
        "Công an các xã, phường\nLưu: VT, PV05",
    }
    actions.save_letterhead(review, letterhead=Letterhead.of(kept), number=None, dated=None, by=by, at=at)
    for title, texts in WRITTEN.items():
        section = Section.objects.get(review=review, title=title)
        for typed in texts:
            actions.add_paragraph(section, typed=typed, by=by, at=at)
