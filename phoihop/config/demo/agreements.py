"""The programmes that published articles name, and what bodies stated under them; contents are named in short by us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Agreement:
    """A programme; bodies by key, those before a succession as they were on the day of signing."""

    document: str
    name: str
    short_name: str
    place: str
    years: tuple[int, int] | None
    parties: tuple[str, ...]
    signed_on: date | None = None
    cascades_from: str | None = None
    predecessor: str | None = None
    contents: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stated:
    """A figure that a body's line stated for an area and a span of years."""

    article: str
    indicator: str
    body: str
    years: tuple[int, int]
    value: int
    comparator: str = "eq"
    printed: str = ""
    programme: str = ""


AGREEMENTS = (
    Agreement(
        "09",
        "Chương trình phối hợp số 09 giữa Bộ Công an và Ủy ban Trung ương MTTQ Việt Nam, 2013 - 2023",
        "CTr 09",
        "VN",
        (2013, 2023),
        ("cong_an@VN", "mttq@VN"),
        signed_on=date(2013, 8, 1),
    ),
    Agreement(
        "22",
        "Chương trình hành động số 22 của Đảng ủy Công an Trung ương",
        "CTr 22",
        "VN",
        None,
        ("cong_an@VN/DU",),
    ),
    Agreement(
        "38",
        "Chương trình phối hợp số 38 giữa Ban Dân vận Trung ương và Bộ Công an, 2016 - 2021",
        "CTr 38",
        "VN",
        (2016, 2021),
        ("dan_van@VN/ban-dan-van", "cong_an@VN"),
        signed_on=date(2016, 6, 15),
    ),
    Agreement(
        "tw-2022",
        "Chương trình phối hợp công tác dân vận giữa Ban Dân vận Trung ương và Bộ Công an, 2022 - 2026",
        "CTr dân vận 2022 - 2026",
        "VN",
        (2022, 2026),
        ("dan_van@VN/ban-dan-van", "cong_an@VN"),
        signed_on=date(2022, 4, 14),
        predecessor="38",
    ),
    Agreement(
        "thanh-hoa-2013",
        "Chương trình phối hợp giữa Công an tỉnh và Ủy ban MTTQ tỉnh Thanh Hóa, 2013 - 2023",
        "Thanh Hóa 2013 - 2023",
        "tinh:38",
        (2013, 2023),
        ("cong_an@tinh:38", "mttq@tinh:38"),
        cascades_from="09",
    ),
    Agreement(
        "ha-tinh-2017",
        "Chương trình phối hợp giữa Ban Dân vận Tỉnh ủy và Công an tỉnh Hà Tĩnh, 2017 - 2021",
        "Hà Tĩnh 2017 - 2021",
        "tinh:42",
        (2017, 2021),
        ("cong_an@tinh:42", "dan_van@tinh:42/ban-dan-van"),
        cascades_from="38",
    ),
    Agreement(
        "ha-tinh-2022",
        "Chương trình phối hợp giữa Ban Dân vận Tỉnh ủy và Công an tỉnh Hà Tĩnh, 2022 - 2026",
        "Hà Tĩnh 2022 - 2026",
        "tinh:42",
        (2022, 2026),
        ("dan_van@tinh:42/ban-dan-van", "cong_an@tinh:42"),
        signed_on=date(2022, 9, 15),
        cascades_from="tw-2022",
        predecessor="ha-tinh-2017",
        contents=(
            "Tham mưu Tỉnh ủy, HĐND, UBND tỉnh về vận động quần chúng và bảo đảm an ninh, trật tự",
            "Đổi mới công tác vận động quần chúng, xây dựng phong trào Toàn dân bảo vệ an ninh Tổ quốc",
            "Hướng dẫn, định hướng tuyên truyền, vận động nhân dân chấp hành chủ trương, pháp luật",
            "Tổng hợp, trao đổi thông tin giữa hai cơ quan",
            "Kiểm tra, giám sát việc thực hiện chương trình",
            "Tập huấn, bồi dưỡng nghiệp vụ vận động quần chúng cho cán bộ",
        ),
    ),
)

STATED = (
    Stated(
        "ha-tinh", "TT01", "cong_an@tinh:42", (2017, 2021), 1500, "gt", "hơn 1.500 buổi tuyên truyền", "ha-tinh-2017"
    ),
    Stated(
        "ha-tinh",
        "NT01",
        "cong_an@tinh:42",
        (2017, 2021),
        20000,
        "gt",
        "hơn 20.000 nguồn tin có giá trị",
        "ha-tinh-2017",
    ),
    Stated("hai-phong", "MH01", "mttq@tinh63:31", (2013, 2018), 77, "eq", "77 mô hình", "09"),
    Stated("hai-phong", "MH02", "mttq@tinh63:31", (2013, 2018), 10, "eq", "10 CLB", "09"),
    Stated("hai-phong", "MH03", "cong_an@tinh63:31", (2013, 2018), 315, "eq", "315 mô hình", "09"),
)
