"""What five published articles say, as facts with their source; the articles' own sentences stay where they are.

Programmes' contents are named in short by us. People appear in the public office that the article names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


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
class Guest:
    """Someone in public office at an event; roles as the reader's fact format names them."""

    name: str
    positions: tuple[str, ...]
    rank: str = ""
    roles: tuple[str, ...] = ("attends",)


@dataclass(frozen=True)
class Award:
    form: str
    authorities: tuple[str, ...]
    collectives: int | None = None
    individuals: int | None = None
    recipients: int | None = None


@dataclass(frozen=True)
class Meeting:
    article: str
    title: str
    kinds: tuple[str, ...]
    on: date
    place: str
    hosts: tuple[str, ...]
    host_names: tuple[str, ...]
    programmes: tuple[str, ...]
    mode: str = ""
    venue: str = ""
    guests: tuple[Guest, ...] = ()
    awards: tuple[Award, ...] = ()
    tasks: tuple[str, ...] = field(default=())


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

MEETINGS = (
    Meeting(
        "ninh-binh",
        "Hội nghị trực tuyến sơ kết 5 năm Chương trình 09, 5 năm Chương trình 22 và 2 năm Chương trình 38",
        ("interim_review",),
        date(2019, 3, 11),
        "VN",
        ("cong_an@VN", "mttq@VN", "dan_van@VN/ban-dan-van"),
        ("Bộ Công an", "Ủy ban Trung ương MTTQ Việt Nam", "Ban Dân vận Trung ương"),
        ("09", "22", "38"),
        mode="online",
        venue="Điểm cầu Ninh Bình",
        guests=(
            Guest(
                "Trương Thị Mai", ("Ủy viên Bộ Chính trị", "Bí thư Trung ương Đảng", "Trưởng Ban Dân vận Trung ương")
            ),
            Guest("Tô Lâm", ("Ủy viên Bộ Chính trị", "Bộ trưởng Bộ Công an"), rank="Đại tướng"),
            Guest("Trần Thanh Mẫn", ("Bí thư Trung ương Đảng", "Chủ tịch Ủy ban Trung ương MTTQ Việt Nam")),
            Guest(
                "Tống Quang Thìn",
                ("Tỉnh ủy viên", "Phó Chủ tịch UBND tỉnh Ninh Bình"),
                roles=("attends", "presents_award"),
            ),
            Guest("Đinh Quang Vinh", ("Phó Bí thư Đảng ủy", "Phó Giám đốc Công an tỉnh Ninh Bình"), rank="Đại tá"),
            Guest("Vũ Anh Thiều", ("Phó Giám đốc Công an tỉnh Ninh Bình",), rank="Đại tá"),
        ),
        awards=(Award("bang_khen", ("Ủy ban Trung ương MTTQ Việt Nam", "Bộ Công an"), collectives=2, individuals=4),),
    ),
    Meeting(
        "thanh-hoa",
        "Hội nghị trực tuyến tổng kết 10 năm chương trình phối hợp 2013 - 2023",
        ("final_review",),
        date(2023, 6, 15),
        "tinh:38",
        ("cong_an@tinh:38", "mttq@tinh:38"),
        ("Công an tỉnh Thanh Hóa", "Ủy ban MTTQ tỉnh Thanh Hóa"),
        ("thanh-hoa-2013",),
        mode="online",
        guests=(
            Guest(
                "Phạm Thị Thanh Thủy",
                ("Ủy viên Ban Thường vụ Tỉnh ủy", "Trưởng Ban Dân vận Tỉnh ủy", "Chủ tịch Ủy ban MTTQ tỉnh"),
                roles=("attends", "speaks", "presents_award"),
            ),
            Guest(
                "Trần Phú Hà",
                ("Ủy viên Ban Thường vụ Tỉnh ủy", "Giám đốc Công an tỉnh"),
                rank="Thiếu tướng",
                roles=("attends", "speaks", "presents_award"),
            ),
        ),
        awards=(
            Award("bang_khen", ("Chủ tịch UBND tỉnh",)),
            Award("bang_khen", ("Chủ tịch Ủy ban MTTQ tỉnh",)),
            Award("giay_khen", ("Giám đốc Công an tỉnh",), collectives=10, individuals=15),
        ),
        tasks=(
            "Sớm ban hành chương trình phối hợp mới sát tình hình",
            "Tham mưu cấp ủy, chính quyền thực hiện chỉ thị, nghị quyết về an ninh, trật tự",
            "Nhân rộng mô hình, điển hình tiên tiến đang phát huy tác dụng",
            "Đẩy mạnh tuyên truyền trong cán bộ, hội viên của các tổ chức thành viên",
            "Xây dựng lực lượng trong sạch, gắn bó với nhân dân; chú trọng đào tạo, bồi dưỡng",
        ),
    ),
    Meeting(
        "ha-noi",
        "Họp chuẩn bị hội nghị tổng kết Chương trình 38 và ký kết chương trình giai đoạn tiếp theo",
        ("preparation",),
        date(2022, 2, 14),
        "VN",
        (),
        (),
        ("38", "tw-2022"),
        venue="Hà Nội",
        guests=(
            Guest(
                "Trần Quốc Tỏ",
                ("Ủy viên Trung ương Đảng", "Thứ trưởng Bộ Công an"),
                rank="Thượng tướng",
                roles=("attends", "speaks"),
            ),
            Guest(
                "Phạm Tất Thắng",
                ("Ủy viên Trung ương Đảng", "Phó Trưởng ban Thường trực Ban Dân vận Trung ương"),
                roles=("attends", "speaks"),
            ),
        ),
        tasks=(
            "Hoàn chỉnh kế hoạch tổng kết theo ý kiến tại cuộc họp",
            "Xây dựng báo cáo tổng kết 2016 - 2021 và nội dung chương trình 2022 - 2026",
            "Đề ra nội dung phối hợp phù hợp tình hình mới",
        ),
    ),
    Meeting(
        "ha-tinh",
        "Hội nghị tổng kết chương trình 2017 - 2021 và ký kết chương trình 2022 - 2026",
        ("final_review", "signing"),
        date(2022, 9, 15),
        "tinh:42",
        ("cong_an@tinh:42", "dan_van@tinh:42/ban-dan-van"),
        ("Công an tỉnh Hà Tĩnh", "Ban Dân vận Tỉnh ủy Hà Tĩnh"),
        ("ha-tinh-2017", "ha-tinh-2022"),
        guests=(
            Guest("Trần Thế Dũng", ("Phó Bí thư Thường trực Tỉnh ủy",), roles=("attends", "speaks")),
            Guest("Trương Thanh Huyền", ("Trưởng Ban Dân vận Tỉnh ủy",), roles=("chairs", "signs")),
            Guest(
                "Nguyễn Hồng Phong", ("Giám đốc Công an tỉnh",), rank="Thượng tá", roles=("chairs", "speaks", "signs")
            ),
            Guest("Nguyễn Hải Nam", ("Phó Trưởng Ban Dân vận Tỉnh ủy",), roles=("speaks",)),
            Guest(
                "Nguyễn Hoài Việt",
                ("Trưởng phòng An ninh chính trị nội bộ, Công an tỉnh",),
                rank="Thượng tá",
                roles=("speaks",),
            ),
        ),
        tasks=(
            "Nắm chắc tình hình, cụ thể hóa mục tiêu, nhiệm vụ của chương trình mới",
            "Phối hợp từ sớm, từ xa, tránh hình thức",
            "Đẩy mạnh tuyên truyền, vận động phù hợp từng địa phương, đơn vị",
            "Đẩy mạnh thi đua, kịp thời khen thưởng, xây dựng mô hình “Dân vận khéo”",
        ),
    ),
    Meeting(
        "hai-phong",
        "Hội nghị sơ kết 5 năm thực hiện Chương trình phối hợp số 09",
        ("interim_review",),
        date(2018, 8, 21),
        "tinh63:31",
        ("cong_an@tinh63:31", "mttq@tinh63:31"),
        ("Công an thành phố Hải Phòng", "Ủy ban MTTQ Việt Nam thành phố Hải Phòng"),
        ("09",),
        guests=(
            Guest(
                "Trần Thị Ngọc Đẹp",
                ("Cục trưởng Cục Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc (V05), Bộ Công an",),
                rank="Thiếu tướng",
                roles=("attends", "speaks"),
            ),
            Guest(
                "Lê Khắc Nam",
                ("Phó Chủ tịch UBND thành phố", "Trưởng Ban Chỉ đạo 799 thành phố"),
                roles=("attends", "speaks", "presents_award"),
            ),
            Guest("Cao Xuân Liên", ("Chủ tịch Ủy ban MTTQ Việt Nam thành phố",)),
            Guest("Lê Nguyên Trường", ("Phó Giám đốc Công an thành phố",), rank="Đại tá"),
        ),
        awards=(
            Award("bang_khen", ("Chủ tịch UBND thành phố",), collectives=12, individuals=15),
            Award(
                "bieu_duong",
                ("Chủ tịch Ủy ban MTTQ Việt Nam thành phố", "Giám đốc Công an thành phố"),
                recipients=36,
            ),
        ),
        tasks=(
            "Tăng cường phối hợp, xây dựng chương trình công tác cụ thể từng năm và hướng dẫn cấp dưới",
            "Tiếp tục thực hiện Đề án vận động toàn dân phòng ngừa, tố giác tội phạm đến năm 2020",
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
