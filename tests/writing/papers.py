"""Papers to try the layouts on. People, bodies' numbers and figures are invented (số liệu minh họa)."""

from datetime import date

from phoihop.writing import (
    Acting,
    Align,
    Annex,
    Authority,
    Cell,
    Chart,
    Column,
    Form,
    Header,
    Issuer,
    Level,
    Number,
    Paper,
    Paragraph,
    PlaceAndDate,
    Row,
    Section,
    Series,
    Signature,
    Symbol,
    Table,
    Text,
    Tile,
)
from phoihop.writing.numbers import number
from phoihop.writing.regimes.front import FRONT
from phoihop.writing.regimes.joint import JOINT_PARTY, JOINT_STATE
from phoihop.writing.regimes.party import PARTY
from phoihop.writing.regimes.state import STATE

YEARS = (2022, 2023, 2024, 2025, 2026)
INDICATORS = (
    ("Buổi tuyên truyền tập trung", "buổi", (3412, 3655, 3780, 4102, 3988)),
    ("Lượt người dự tuyên truyền", "lượt", (481200, 512350, 548900, 597400, 620150)),
    ("Tin, bài, phóng sự đã đăng, phát", "tin, bài", (4010, 4235, 4480, 4870, 4823)),
    ("Tờ rơi, áp phích, tài liệu phát hành", "bản", (70500, 78200, 81400, 90100, 91900)),
    ("Mô hình xây dựng mới", "mô hình", (96, 88, 74, 61, 42)),
    ("Nguồn tin quần chúng cung cấp", "tin", (2140, 2318, 2467, 2590, 2712)),
    ("Vụ việc hòa giải thành", "vụ", (1812, 1764, 1903, 1877, 1950)),
    ("Lớp tập huấn, bồi dưỡng", "lớp", (118, 124, 131, 97, 135)),
    ("Lượt cán bộ được tập huấn", "lượt", (9420, 9866, 10340, 7905, 10870)),
    ("Diễn đàn lắng nghe ý kiến nhân dân", "diễn đàn", (143, 151, 162, 129, 158)),
)


def bound(text: str, code: str) -> Number:
    return Number(
        text,
        f"{code}|35|cac-ben|2022-2026",
        f"{code}: báo cáo của 129 xã, phường, bản chốt 2",
        f"https://phoihop.example/so/{code}",
    )


def by_year() -> Table:
    head = (
        Row(
            (
                Cell(("Stt",), down=2),
                Cell(("Chỉ tiêu",), down=2),
                Cell(("Đơn vị tính",), down=2),
                Cell(("Năm thực hiện",), across=5),
                Cell(("Cộng",), down=2),
                Cell(("So kỳ trước (%)",), down=2),
            )
        ),
        Row(tuple(Cell((str(year),)) for year in YEARS)),
    )
    rows = []
    for at, (name, unit, values) in enumerate(INDICATORS, 1):
        cells = [Cell((str(at),)), Cell((name,)), Cell((unit,))]
        cells += [Cell((bound(number(value), f"B{at}.{year}"),)) for value, year in zip(values, YEARS, strict=True)]
        cells += [Cell((bound(number(sum(values)), f"B{at}"),), bold=True), Cell(("+12,5",))]
        rows.append(Row(tuple(cells)))
    columns = (
        Column(9, align=Align.CENTRE),
        Column(38),
        Column(17, align=Align.CENTRE),
        *(Column(15.5, numeric=True) for _ in YEARS),
        Column(19, numeric=True),
        Column(14, numeric=True),
    )
    return Table(
        columns,
        head,
        tuple(rows),
        "Kết quả thực hiện các chỉ tiêu theo từng năm",
        notes=(
            ("Ghi chú: số liệu các năm 2022-2024 cộng từ ba tỉnh Hà Nam, Nam Định và Ninh Bình trước khi hợp nhất.",),
        ),
    )


def bars() -> Chart:
    return Chart(
        Form.BAR,
        "Số buổi tuyên truyền tập trung từng năm",
        ("2022", "2023", "2024", "2025", "2026"),
        (Series("2017-2021", (2610, 2744, 2905, 2480, 2230), previous=True), Series("2022-2026", INDICATORS[0][2])),
        unit="buổi",
    )


def lines() -> Chart:
    return Chart(
        Form.LINE,
        "Nguồn tin quần chúng cung cấp từng năm",
        tuple(str(year) for year in YEARS),
        (Series("Giai đoạn 2022-2026", INDICATORS[5][2]),),
        unit="tin",
    )


def tiles() -> Chart:
    names = ("Cao Bằng", "Lạng Sơn", "Hà Nội", "Ninh Bình", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Trị", "Huế")
    return Chart(
        Form.TILES,
        "Tỷ lệ xã đã gửi báo cáo (%)",
        unit="%",
        tiles=tuple(Tile(name, i % 3, i // 3, None if i == 4 else 60 + 4 * i) for i, name in enumerate(names)),
    )


_LONG = (
    "Các cấp ủy, chính quyền trong tỉnh đã quán triệt nghiêm túc nội dung Chương trình phối hợp, cụ thể hóa thành "
    "kế hoạch hằng năm, phân công rõ cơ quan chủ trì, cơ quan phối hợp và thời gian hoàn thành từng nhiệm vụ; duy trì "
    "giao ban định kỳ "
    "sáu tháng một lần giữa hai lực lượng từ tỉnh đến cơ sở, kịp thời tháo gỡ khó khăn phát sinh."
)


def content_sections() -> tuple[Section, ...]:
    names = (
        "Tham mưu cấp ủy, chính quyền lãnh đạo, chỉ đạo công tác dân vận",
        "Đổi mới công tác vận động quần chúng, xây dựng phong trào",
        "Tuyên truyền, vận động nhân dân",
        "Xây dựng, củng cố, nhân rộng mô hình",
        "Trao đổi thông tin, nắm tình hình nhân dân",
        "Kiểm tra, giám sát, tập huấn, bồi dưỡng",
    )
    sections = []
    for at, name in enumerate(names):
        title, unit, values = INDICATORS[at]
        total = number(sum(values))
        sections.append(
            Section(
                Level.CLAUSE,
                name,
                (
                    Paragraph((_LONG,)),
                    Paragraph(
                        (
                            f"{title} trong 5 năm đạt ",
                            bound(total, f"TT0{at}"),
                            f" {unit}, bình quân mỗi năm ",
                            bound(f"hơn {number(sum(values) // 5)}", f"BQ0{at}"),
                            f" {unit}; cao nhất là năm 2025 với ",
                            bound(number(max(values)), f"MX0{at}"),
                            f" {unit}. Các đơn vị làm tốt gồm xã Hải Hậu, xã Ý Yên, "
                            "phường Nam Định; một số xã mới sắp xếp còn lúng túng trong phân công cán bộ phụ trách.",
                        )
                    ),
                    Section(
                        Level.POINT,
                        "",
                        (
                            Paragraph(
                                (
                                    "Công an các cấp chủ động cung cấp tình hình, định hướng "
                                    "nội dung tuyên truyền sát địa bàn, dân tộc, tôn giáo.",
                                )
                            ),
                        ),
                    ),
                    Section(
                        Level.POINT,
                        "",
                        (
                            Paragraph(
                                (
                                    "Cơ quan Mặt trận và các đoàn thể lồng ghép nội dung phối hợp "
                                    "vào sinh hoạt khu dân cư, với ",
                                    Number("khoảng 140", unbound=at == 2),
                                    " buổi dành riêng cho công nhân khu công nghiệp.",
                                )
                            ),
                        ),
                    ),
                ),
            )
        )
    return tuple(sections)


def final_review(*, draft: str = "Dự thảo lần 1") -> Paper:
    """A province's five-year review in State layout."""
    body = (
        Section(
            Level.PART,
            "Đặc điểm, tình hình",
            (
                Section(Level.CLAUSE, "Bối cảnh, thuận lợi", (Paragraph((_LONG,)), Paragraph((_LONG,)))),
                Section(Level.CLAUSE, "Khó khăn", (Paragraph((_LONG,)),)),
            ),
        ),
        Section(
            Level.PART,
            "Kết quả thực hiện Chương trình phối hợp",
            (
                Section(Level.HEADING, "Công tác lãnh đạo, chỉ đạo", (Paragraph((_LONG,)),)),
                Section(Level.HEADING, "Kết quả theo từng nội dung phối hợp", content_sections()),
                Section(Level.HEADING, "Số liệu tổng hợp", (by_year(), bars(), lines())),
            ),
        ),
        Section(
            Level.PART,
            "Đánh giá chung",
            (
                Section(Level.HEADING, "Ưu điểm", (Paragraph((_LONG,)),)),
                Section(
                    Level.HEADING,
                    "Tồn tại, hạn chế và nguyên nhân",
                    (
                        Paragraph((Text("Nguyên nhân khách quan: ", italic=True), _LONG)),
                        Paragraph((Text("Nguyên nhân chủ quan: ", italic=True), _LONG)),
                    ),
                ),
            ),
        ),
        Section(
            Level.PART,
            "Phương hướng, nhiệm vụ giai đoạn 2027-2031",
            (
                Paragraph((_LONG,)),
                Paragraph(("Đề nghị Bộ Công an sớm hướng dẫn xây dựng Chương trình phối hợp giai đoạn 2027-2031.",)),
            ),
        ),
    )
    return Paper(
        regime=STATE,
        header=Header((Issuer("Công an tỉnh Ninh Bình", "Bộ Công an"),)),
        symbol=Symbol("BC", ("CAT", "PV05"), 145 if not draft else None),
        place_and_date=PlaceAndDate("Ninh Bình", date(2026, 11, 21), day_open=bool(draft)),
        kind="Báo cáo",
        subject="Tổng kết 5 năm thực hiện Chương trình phối hợp công tác dân vận giai đoạn 2022-2026",
        addressees=(
            "Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc, Bộ Công an",
            "Ban Tuyên giáo và Dân vận Tỉnh ủy Ninh Bình",
        ),
        body=body,
        signatures=(
            Signature("Phó Giám đốc", "Trần Văn Minh", "Đại tá", (Acting(Authority.FOR_THE_HEAD, "Giám đốc"),)),
        ),
        recipients=(
            "Như trên",
            "Đ/c Giám đốc (để báo cáo)",
            "UBND tỉnh (để báo cáo)",
            "Công an 129 xã, phường (để thực hiện)",
            "Lưu: VT, PV05 (02b)",
        ),
        annexes=(
            Annex("Biểu số liệu theo từng năm", (by_year(),), landscape=True),
            Annex("Tình hình gửi báo cáo của các đơn vị", (tiles(), Paragraph(("Số liệu lấy đến ngày chốt.",)))),
        ),
        draft=draft,
        sample=True,
    )


def joint_programme() -> Paper:
    """A joint programme whose number a Party body keeps: two signatures, the keeper's on the right."""
    return Paper(
        regime=JOINT_PARTY,
        header=Header((Issuer("Ban Tuyên giáo và Dân vận Tỉnh ủy"), Issuer("Công an tỉnh"))),
        symbol=Symbol("CTr", ("BTGDVTU", "CAT"), 2),
        place_and_date=PlaceAndDate("Ninh Bình", date(2027, 1, 15)),
        kind="Chương trình",
        subject="phối hợp công tác dân vận giai đoạn 2027-2031",
        bases=(
            ("Căn cứ Quy định về chức năng, nhiệm vụ của Ban Tuyên giáo và Dân vận cấp tỉnh",),
            ("Căn cứ kết quả thực hiện Chương trình phối hợp giai đoạn 2022-2026",),
        ),
        body=(
            Paragraph(
                (
                    "Ban Tuyên giáo và Dân vận Tỉnh ủy và Công an tỉnh thống nhất ban hành "
                    "Chương trình phối hợp với các nội dung sau:",
                )
            ),
            Section(
                Level.HEADING,
                "Mục đích, yêu cầu",
                (Section(Level.CLAUSE, "", (Paragraph((_LONG,)),)), Section(Level.CLAUSE, "", (Paragraph((_LONG,)),))),
            ),
            Section(
                Level.HEADING,
                "Nội dung phối hợp",
                (
                    Section(
                        Level.CLAUSE,
                        "Tuyên truyền, vận động nhân dân",
                        (
                            Section(
                                Level.POINT,
                                "",
                                (
                                    Paragraph(
                                        (
                                            "Mỗi năm tổ chức ",
                                            Number("ít nhất 4.000", "m", "Mục tiêu năm 2027"),
                                            " buổi tuyên truyền; hòa giải ở cơ sở đạt tỷ lệ cao.",
                                        )
                                    ),
                                ),
                            ),
                            Section(Level.POINT, "", (Paragraph((_LONG,)),)),
                        ),
                    ),
                    Section(Level.CLAUSE, "Xây dựng mô hình tự quản", (Paragraph((_LONG,)),)),
                ),
            ),
            Section(
                Level.HEADING,
                "Tổ chức thực hiện",
                (Paragraph((_LONG,)), Paragraph(("Chương trình này có hiệu lực kể từ ngày ký.",))),
            ),
        ),
        signatures=(
            Signature("Phó Trưởng Ban", "Lê Thị Hòa", acting=(Acting(Authority.FOR_THE_HEAD, "Trưởng Ban"),)),
            Signature("Giám đốc", "Trần Văn Minh", "Đại tá", body="Công an tỉnh"),
        ),
        recipients=(
            "Thường trực Tỉnh ủy (để báo cáo)",
            "Các đảng ủy xã, phường",
            "Công an xã, phường",
            "Lưu Văn phòng hai cơ quan",
        ),
        sample=True,
    )


def party_letter() -> Paper:
    """A Party letter (công văn)."""
    return Paper(
        regime=PARTY,
        header=Header((Issuer("Ban Tuyên giáo và Dân vận", "Tỉnh ủy Ninh Bình"),)),
        symbol=Symbol("CV", ("BTGDVTU",), 318),
        place_and_date=PlaceAndDate("Ninh Bình", date(2026, 11, 5)),
        subject="tổng kết 5 năm thực hiện Chương trình phối hợp giai đoạn 2022-2026",
        addressees=("Đảng ủy các xã, phường", "Ủy ban MTTQ Việt Nam tỉnh", "Công an tỉnh"),
        body=(
            Paragraph((_LONG,)),
            Paragraph(("Để hòa chung tiến độ, đề nghị các đồng chí gửi báo cáo trước ngày 30 tháng 11 năm 2026.",)),
            Paragraph((_LONG,)),
        ),
        signatures=(Signature("Phó Trưởng Ban", "Lê Thị Hòa", acting=(Acting(Authority.FOR_THE_HEAD, "Trưởng Ban"),)),),
        recipients=("Như trên", "Lưu Văn phòng Ban"),
        sample=True,
    )


def front_report() -> Paper:
    """A report of a provincial Front."""
    return Paper(
        regime=FRONT,
        header=Header((Issuer("Ban Thường trực", "Ủy ban MTTQ Việt Nam\ntỉnh Ninh Bình"),)),
        symbol=Symbol("BC", ("MTTQ", "BTT"), 88),
        place_and_date=PlaceAndDate("Ninh Bình", date(2026, 2, 3)),
        kind="Báo cáo",
        subject="Kết quả phối hợp tuyên truyền, vận động Nhân dân tham gia bảo vệ an ninh Tổ quốc năm 2025",
        addressees=("Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",),
        body=(
            Section(Level.HEADING, "Kết quả thực hiện", content_sections()[:2]),
            Section(Level.HEADING, "Số liệu", (by_year(),)),
            Section(
                Level.HEADING,
                "Đề xuất, kiến nghị",
                (Paragraph(("Đề nghị Ủy ban Trung ương hướng dẫn thống nhất biểu mẫu.",)),),
            ),
        ),
        signatures=(
            Signature(
                "Phó Chủ tịch",
                "Phạm Thị Thúy",
                acting=(Acting(Authority.ON_BEHALF, "Ban Thường trực"), Acting(Authority.FOR_THE_HEAD, "Chủ tịch")),
            ),
        ),
        recipients=("Như trên", "Công an tỉnh (để phối hợp)", "Lưu: VT, Ban Dân chủ - Pháp luật"),
        sample=True,
    )


def three_signers() -> Paper:
    """A joint plan of three bodies in State layout."""
    return Paper(
        regime=JOINT_STATE,
        header=Header(
            (Issuer("Công an tỉnh"), Issuer("Ủy ban MTTQ Việt Nam tỉnh"), Issuer("Hội Liên hiệp Phụ nữ tỉnh"))
        ),
        symbol=Symbol("KH", ("CAT", "MTTQ", "HPN"), 7),
        place_and_date=PlaceAndDate("Ninh Bình", date(2026, 1, 9)),
        kind="Kế hoạch",
        subject="Phối hợp năm 2026",
        body=(Paragraph((_LONG,)), Paragraph(("Các đơn vị nghiêm túc thực hiện.",))),
        signatures=(
            Signature("Phó Giám đốc", "Trần Văn Minh", "Đại tá", (Acting(Authority.FOR_THE_HEAD, "Giám đốc"),)),
            Signature("Chủ tịch", "Phạm Văn An", acting=(Acting(Authority.ON_BEHALF, "Ban Thường trực"),)),
            Signature("Chủ tịch", "Vũ Thị Lan", acting=(Acting(Authority.ON_BEHALF, "Ban Thường vụ"),)),
        ),
        recipients=("Như trên", "Lưu: VT ba cơ quan"),
        sample=True,
    )


ALL = (final_review, joint_programme, party_letter, front_report, three_signers)
