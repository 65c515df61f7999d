"""Layout of Party papers (văn bản của Đảng): Guidance 05-HD/VPTW of 2026, which replaced 36-HD/VPTW."""

from dataclasses import replace

from phoihop.writing.regimes import Style
from phoihop.writing.regimes.state import STATE

__all__ = ["PARTY"]

_PITCH = 20.0  # exactly; the guidance allows 18 to 22

PARTY = replace(
    STATE,
    name="party",
    source="Hướng dẫn 05-HD/VPTW năm 2026",
    tones="new",
    page_number=14,
    left_share=0.42,
    motto=(("ĐẢNG CỘNG SẢN VIỆT NAM", Style("Tiêu đề Đảng", 15, bold=True, align="centre")),),
    superior=Style("Cơ quan chủ quản", 14, caps=True, align="centre"),
    issuer=Style("Cơ quan ban hành", 14, bold=True, caps=True, align="centre"),
    issuer_mark="*",
    number=Style("Số, ký hiệu", 14, align="centre"),
    number_form="Số {number}-{kind}/{bodies}",
    place_date=Style("Địa danh, thời gian", 14, italic=True, align="centre"),
    letter_subject=Style("Trích yếu công văn", 12, italic=True, align="centre", before=3),
    letter_subject_form="về việc {}",
    kind=Style("Tên loại văn bản", 16, bold=True, caps=True, align="centre", before=20, keep_next=True),
    subject=Style("Trích yếu", 15, bold=True, align="centre", keep_next=True),
    subject_mark="-----",
    addressee=Style("Kính gửi", 14, italic=True, before=14, after=8),
    petition_word="Kính trình:",
    basis=Style("Căn cứ", 14, align="justify", first_indent=10, after=6, exactly=_PITCH),
    basis_form="- {}",
    basis_end=",",
    body=Style("Thân văn bản", 14, align="justify", first_indent=10, after=6, exactly=_PITCH),
    heading=replace(STATE.heading, first_indent=10, exactly=_PITCH),
    clause=replace(STATE.clause, first_indent=10, exactly=_PITCH),
    subclause=replace(STATE.subclause, first_indent=10, exactly=_PITCH),
    point=replace(STATE.point, first_indent=10, exactly=_PITCH),
    article=replace(STATE.article, first_indent=10, exactly=_PITCH),
    authority=Style("Quyền hạn, chức vụ", 14, caps=True, align="centre", keep_next=True),
    authority_words=(("TM.", "T/M"), ("KT.", "K/T"), ("TL.", "T/L"), ("TUQ.", "T/UQ"), ("Q.", "Q.")),
    recipients_word=Style("Nơi nhận", 14, underline=True, keep_next=True),
    recipient=Style("Danh sách nơi nhận", 12, keep_next=True),
)
