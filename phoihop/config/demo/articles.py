"""The five published articles that facts of the demo cite, with the documents that they name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    title: str
    publisher: str
    published_on: str


@dataclass(frozen=True)
class Instrument:
    """A document; ``key`` is how the other facts refer to it."""

    key: str
    kind: str
    articles: tuple[str, ...]
    number: str = ""
    title: str = ""
    issued_on: str = ""
    period: tuple[str, str] = ("", "")
    issuers: tuple[str, ...] = ()


ARTICLES = {
    "ninh-binh": Article(
        "Hội nghị trực tuyến sơ kết công tác phối hợp giữa Bộ Công an và Ủy ban Trung ương MTTQ Việt Nam, "
        "Ban Dân vận Trung ương",
        "Tác giả Đỗ Hùng - Sao Mai (bản chép không ghi tên báo)",
        "2019-03-13",
    ),
    "thanh-hoa": Article(
        "Đẩy mạnh phong trào toàn dân bảo vệ an ninh Tổ quốc trong tình hình mới",
        "Tác giả Lê Phượng (bản chép không ghi tên báo)",
        "2023-06",
    ),
    "ha-noi": Article("Bộ Công an và Ban Dân vận Trung ương tăng cường phối hợp công tác dân vận", "CAO", "2022-02-14"),
    "ha-tinh": Article(
        "(Không có tiêu đề) Hội nghị tổng kết chương trình phối hợp vận động quần chúng tại Hà Tĩnh, 15-9",
        "Tác giả Thùy Dương (bản chép không ghi tên báo)",
        "",
    ),
    "hai-phong": Article(
        "CATP và Ủy ban MTTQVN TP sơ kết 5 năm thực hiện Chương trình phối hợp số 09: 63 lượt tập thể, cá nhân "
        "được khen thưởng",
        "Thu Ninh, Báo An ninh Hải Phòng",
        "2018-08-21",
    ),
    "ky-ket-2022": Article(
        "(Tin ký kết chương trình phối hợp công tác dân vận, ngày 14/4/2022)", "bocongan.gov.vn, bài d2-t31500", ""
    ),
}

INSTRUMENTS = (
    Instrument(
        "09",
        "coordination_programme",
        ("ninh-binh", "hai-phong"),
        number="09/CTr-BCA-MTTW",
        title="Đẩy mạnh phong trào toàn dân bảo vệ an ninh Tổ quốc trong tình hình mới",
        issued_on="2013-08-01",
        period=("2013", "2023"),
        issuers=("Bộ Công an", "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam"),
    ),
    Instrument(
        "22", "action_programme", ("ninh-binh",), number="22-CTr/ĐUCA-V28", issuers=("Đảng ủy Công an Trung ương",)
    ),
    Instrument(
        "38",
        "coordination_programme",
        ("ninh-binh", "ha-noi"),
        number="38-CTr/BDVTW-BCA",
        title="Phối hợp thực hiện công tác dân vận giữa Ban Dân vận Trung ương và Bộ Công an, giai đoạn 2016 - 2021",
        issued_on="2016-06-15",
        period=("2016", "2021"),
        issuers=("Ban Dân vận Trung ương", "Bộ Công an"),
    ),
    Instrument(
        "tw-2022",
        "coordination_programme",
        ("ha-noi", "ky-ket-2022"),
        title="Chương trình phối hợp công tác dân vận giữa Ban Dân vận Trung ương và Bộ Công an, giai đoạn 2022 - 2026",
        period=("2022", "2026"),
        issuers=("Ban Dân vận Trung ương", "Bộ Công an"),
    ),
    Instrument(
        "de-an",
        "scheme",
        ("hai-phong",),
        title="Vận động toàn dân tham gia phòng ngừa, phát hiện, tố giác tội phạm, cảm hóa, giáo dục, cải tạo "
        "người phạm tội tại gia đình, cộng đồng dân cư",
        period=("", "2020"),
    ),
    Instrument(
        "thanh-hoa-2013",
        "coordination_programme",
        ("thanh-hoa",),
        title="Đẩy mạnh phong trào toàn dân bảo vệ an ninh Tổ quốc trong tình hình mới (Thanh Hóa, 2013 - 2023)",
        period=("2013", "2023"),
        issuers=("Công an tỉnh Thanh Hóa", "Ủy ban MTTQ tỉnh Thanh Hóa"),
    ),
    Instrument(
        "ha-tinh-2017",
        "coordination_programme",
        ("ha-tinh",),
        title="Phối hợp thực hiện công tác vận động quần chúng (Hà Tĩnh, 2017 - 2021)",
        period=("2017", "2021"),
        issuers=("Ban Dân vận Tỉnh ủy Hà Tĩnh", "Công an tỉnh Hà Tĩnh"),
    ),
    Instrument(
        "ha-tinh-2022",
        "coordination_programme",
        ("ha-tinh",),
        title="Phối hợp thực hiện công tác vận động quần chúng (Hà Tĩnh, 2022 - 2026)",
        issued_on="2022-09-15",
        period=("2022", "2026"),
        issuers=("Ban Dân vận Tỉnh ủy Hà Tĩnh", "Công an tỉnh Hà Tĩnh"),
    ),
)
