"""The conferences that published articles tell of, with people in the public office that the article names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


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
