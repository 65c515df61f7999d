"""Invented contexts for the component page (``/giao-dien/``, debug only), one for each state a component can be in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from phoihop.web.forms import Form
from phoihop.web.tables import Column, Table

__all__ = ["examples"]

#: Column and row of each tile, for the look of the map; the true layout belongs to places.
TILES = (
    "Lai Châu 1 0 512|Lào Cai 2 0 2285|Tuyên Quang 3 0 3675|Cao Bằng 4 0 1197|Điện Biên 0 1 996|Sơn La 1 1 1768|"
    "Phú Thọ 2 1 2416|Thái Nguyên 3 1 2044|Lạng Sơn 4 1 1582|Hà Nội 3 2 4918|Bắc Ninh 4 2 1455|Quảng Ninh 5 2 997|"
    "Thanh Hóa 2 3 4102|Ninh Bình 3 3 2874|Hưng Yên 4 3 2650|Hải Phòng 5 3 1568|Nghệ An 2 4 3655|Hà Tĩnh 2 5 1506|"
    "Quảng Trị 3 6 1932|Huế 4 6 963|Đà Nẵng 5 7 1488|Quảng Ngãi 5 8 1274|Gia Lai 5 9 3039|Đắk Lắk 5 10 1435|"
    "Khánh Hòa 6 10 1068|Tây Ninh 3 11 1666|Đồng Nai 4 11 1286|Lâm Đồng 5 11 2648|An Giang 2 12 2135|"
    "Đồng Tháp 3 12 2873|TP. HCM 4 12 4655|Cà Mau 2 13 -|Cần Thơ 3 13 2266|Vĩnh Long 4 13 3091"
)


class ExampleForm(Form):
    name = forms.CharField(label="Tên mô hình", help_text="Ghi đúng tên trong quyết định công nhận.")
    sessions = forms.IntegerField(label="Số buổi", min_value=0)
    side = forms.ChoiceField(
        label="Bên chủ trì",
        choices=[("ca", "Công an"), ("mttq", "Mặt trận Tổ quốc"), ("chung", "Hai bên cùng chủ trì")],
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(label="Cấp", choices=[("xa", "Xã, phường, đặc khu"), ("tinh", "Tỉnh, thành phố")])
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label="Số liệu đã được lãnh đạo đơn vị duyệt")


def examples(request: HttpRequest) -> dict[str, Any]:
    """The context of the component page; every figure and name in it is invented."""
    today = date(2026, 12, 9)
    return {
        "sample_data": True,
        "today": today,
        "now": timezone.localtime(),
        "years": ["2022", "2023", "2024", "2025", "2026"],
        "current": [3412, 3655, 3780, 4102, 3988],
        "previous": [2610, 2744, 2905, 2480, 2230],
        "previous_years": ["2017", "2018", "2019", "2020", "2021"],
        "rates": [79.4, 81.2, None, 83.6, 84.1],
        "open_bars": [15, 16, 16, 18, None],
        "ranked": _ranked(),
        "tiles": _tiles(),
        "bounds": [1000, 1750, 2500, 3500],
        "groups": _groups(),
        "table": _table(request),
        "empty_table": _empty_table(request),
        "form": ExampleForm(),
        "wrong_form": _wrong_form(),
        "milestones": _milestones(today),
        "steps": [
            {"name": "Nhập số liệu", "state": "done", "note": "30/30 ô"},
            {"name": "Trình duyệt", "state": "done", "note": "08/12/2026"},
            {"name": "Gửi tỉnh", "state": "now", "note": "hạn 16/12"},
            {"name": "Tỉnh tiếp nhận", "state": ""},
        ],
        "explanation": _explanation(),
        "unit_matches": [
            {"id": 11, "name": "Xã Ý Yên", "path": "tỉnh Ninh Bình", "was": "các xã Yên Phong, Hồng Quang, Yên Khánh"},
            {
                "id": 7,
                "name": "Huyện Ý Yên, tỉnh Nam Định",
                "on": date(2025, 7, 1),
                "heirs": [
                    {"id": 11, "name": "Xã Ý Yên", "path": "tỉnh Ninh Bình"},
                    {"id": 12, "name": "Xã Yên Đồng", "path": "tỉnh Ninh Bình"},
                ],
            },
        ],
    }


def _tiles() -> list[dict[str, Any]]:
    tiles: list[dict[str, Any]] = []
    for line in TILES.split("|"):
        name, col, row, value = line.rsplit(" ", 3)
        tiles.append(
            {
                "name": name,
                "col": int(col),
                "row": int(row),
                "value": None if value == "-" else int(value),
                "href": "#ban-do",
                "current": name == "Hà Tĩnh",
            }
        )
    special = {"special": True, "href": "#ban-do"}
    return [
        *tiles,
        {"name": "Hoàng Sa", "of": "Đà Nẵng", "col": 7, "row": 7, "value": 18, "tie_col": 6, "tie_row": 7, **special},
        {
            "name": "Trường Sa",
            "of": "Khánh Hòa",
            "col": 7,
            "row": 12,
            "value": 24,
            "tie_col": 6,
            "tie_row": 11,
            "elbow": True,
            **special,
        },
    ]


def _ranked() -> list[dict[str, Any] | None]:
    best = [("Hà Nội", 39.0), ("Tuyên Quang", 29.6), ("Đồng Tháp", 28.2), ("Nghệ An", 28.1)]
    worst = [("Hải Phòng", 13.8), ("Đồng Nai", 13.5), ("Quảng Ngãi", 13.3)]
    row = [{"name": "Hà Tĩnh", "value": 21.8, "current": True}]
    return [*({"name": n, "value": v} for n, v in best), None, *row, None, *({"name": n, "value": v} for n, v in worst)]


def _groups() -> list[dict[str, Any]]:
    words = {
        "ok": "đã duyệt",
        "wait": "đã nộp, chờ duyệt",
        "doubt": "có số liệu nghi ngờ",
        "none": "chưa bắt đầu",
        "bad": "bị trả lại",
    }
    listed = (
        "Hoa Lư ok|Nam Hoa Lư ok|Tam Điệp ok|Trung Sơn wait|Yên Sơn ok|Gia Lâm ok|Gia Tường ok|Cúc Phương bad|"
        "Phú Sơn ok|Nho Quan wait|Thanh Sơn ok|Quỳnh Lưu ok|Khánh Trung none|Đồng Thái doubt|Phát Diệm ok"
    )
    units: list[dict[str, Any]] = []
    for line in listed.split("|"):
        name, kind = line.rsplit(" ", 1)
        units.append({"name": name, "full": f"Xã {name}", "kind": kind, "state": words[kind], "href": "#o-xa"})
    units.append(
        {
            "name": "Gia Viễn",
            "full": "Xã Gia Viễn",
            "kind": "fill",
            "state": "đang điền 21/30 ô",
            "share": 70,
            "figure": 21,
            "href": "#o-xa",
        }
    )
    return [{"name": "Ninh Bình trước 01/7/2025", "note": "12/16 xã, phường đã nộp", "units": units}]


def _table(request: HttpRequest) -> Table:
    rows = [
        {"name": "Hà Nội", "sessions": 4918, "people": 595.9, "before": 5075, "sent": "126/126"},
        {"name": "Thanh Hóa", "sessions": 4102, "people": 522.7, "before": 2712, "sent": "165/166"},
        {"name": "Ninh Bình", "sessions": 2874, "people": 359.1, "before": 2414, "sent": "129/129"},
        {"name": "Hà Tĩnh", "sessions": 1506, "people": 185.7, "before": 1412, "sent": "69/69"},
        {"name": "Cà Mau", "sessions": None, "people": None, "before": 1120, "sent": "0/64"},
    ]
    columns = [
        Column("name", "Tỉnh, thành phố", lambda r: r["name"], sort="ten", hideable=False),
        Column("sessions", "Số buổi", lambda r: r["sessions"], numeric=True, sort="so"),
        Column("people", "Nghìn lượt người", lambda r: r["people"], numeric=True),
        Column("before", "2017–2021", lambda r: r["before"], numeric=True),
        Column("sent", "Xã đã nộp", lambda r: r["sent"], numeric=True, sort="nop"),
    ]
    return Table(
        "theo-tinh",
        "Theo tỉnh",
        columns,
        rows,
        request.GET,
        note="5 dòng, xếp theo số buổi",
        href=lambda r: "#theo-tinh",
        selected=lambda r: r["name"] == "Hà Tĩnh",
        filterable=True,
        export="#tai-ve",
    )


def _empty_table(request: HttpRequest) -> Table:
    return Table(
        "bo-sung",
        "Báo cáo bổ sung",
        [Column("name", "Đơn vị", str)],
        [],
        request.GET,
        empty_title="Chưa có báo cáo bổ sung",
        empty_text="Xã nộp muộn gửi báo cáo bổ sung tại đây; tỉnh nhận đến hết 18/12/2026.",
    )


def _wrong_form() -> ExampleForm:
    form = ExampleForm({"name": "", "sessions": "12a", "side": "ca", "level": "xa"}, auto_id="sai_%s")
    form.is_valid()
    return form


def _milestones(today: date) -> list[dict[str, Any]]:
    return [
        {"day": today, "title": "Duyệt xong đợt nộp thứ ba", "note": "17 báo cáo, trước 17:00", "now": True},
        {"day": today + timedelta(days=5), "title": "Chốt số liệu cả giai đoạn", "note": "còn 5 ngày"},
        {"day": today + timedelta(days=7), "title": "Hạn cấp xã nộp", "note": "23 xã chưa nộp"},
        {
            "day": today + timedelta(days=37),
            "title": "Hội nghị tổng kết trực tuyến",
            "note": "130 điểm cầu",
            "href": "#moc",
        },
    ]


def _explanation() -> dict[str, Any]:
    part = {"href": "/giao-dien/?phan=giai-thich"}
    return {
        "title": "hơn 1.500 buổi tuyên truyền",
        "subtitle": "Hà Tĩnh, hai bên cùng tổ chức, 2022–2026",
        "sample": True,
        "facts": [
            (
                "Đếm gì",
                "Buổi họp dân, hội nghị tuyên truyền do hai bên cùng chủ trì. Một buổi nhiều chuyên đề đếm một lần.",
            ),
            ("Cách cộng", "Cộng các xã, cộng các năm. Xã ghi “hơn”, “trên” thì tổng hiểu là ít nhất."),
            ("Bản đồ ngày", "01/7/2025: 69 xã, phường. Theo bản đồ 30/6/2025: 13 huyện, 209 xã, tổng không đổi."),
            ("Bản chốt", "Bản 2, ngày 08/12/2026. Bản 1 là 1.468; thêm 38 do Kỳ Anh nộp bổ sung."),
        ],
        "steps": [
            {
                "name": "Tỉnh Hà Tĩnh",
                "value": "từ 1.506 trở lên",
                "note": "Trong câu văn làm tròn xuống hàng trăm: “hơn 1.500”.",
            },
            {
                "name": "69 đơn vị cộng lại",
                "value": "1.506",
                "note": "67 đơn vị ghi số đúng, 2 đơn vị ghi “hơn”.",
                "parts": [
                    {"name": "Xã Can Lộc", "value": "74", "share": 100, **part},
                    {"name": "Phường Thành Sen", "value": "71", "share": 96, **part},
                    {"name": "Xã Cẩm Bình", "value": "hơn 60", "share": 81, "current": True, **part},
                ],
                "rest": {"name": "66 đơn vị khác", "value": "1.301", **part},
            },
            {
                "name": "Xã Cẩm Bình",
                "value": "hơn 60",
                "doc": {"name": "31/BC-CAX", "href": "#van-ban", "day": date(2026, 12, 2), "place": "trang 3, dòng 12"},
                "quote": {
                    "before": "a) Về tuyên truyền, vận động: ",
                    "mark_before": "Trong 5 năm, Công an xã phối hợp với Mặt trận xã tổ chức ",
                    "figure": "hơn 60 buổi tuyên truyền",
                    "mark_after": " tập trung tại 11 thôn",
                    "after": ", thu hút 7.420 lượt người dự.",
                },
                "read_note": "Hệ thống đọc 03/12, 09:14; Trung úy Lê Thị Mai xác nhận 09:20.",
                "open_href": "#van-ban",
                "open_label": "Mở trang 3",
            },
        ],
        "clip": "hơn 1.500 buổi tuyên truyền (Hà Tĩnh, 2022–2026, bản chốt 2)",
        "use_href": "#dua-vao",
        "wrong_href": "#bao-sai",
    }
