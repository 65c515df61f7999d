from django.urls import URLPattern, path

from phoihop.reports import views
from phoihop.reports.views.reviewing import TellsInHand

app_name = "reports"


def patterns(in_hand: TellsInHand | None = None) -> list[URLPattern]:
    """The addresses of reports; ``in_hand`` knows whose papers are in hand where it is asked who is missing."""
    papers = {"in_hand": in_hand}
    return [
        path("", views.index, name="index"),
        path("mo/<int:window_id>/", views.start, name="start"),
        path("bieu-trong/<int:window_id>/", views.blank, name="blank"),
        path("duyet/", views.queue, name="queue"),
        path("duyet/<int:window_id>/", views.queue, name="queue_of"),
        path("duyet/<int:window_id>/nhan/", views.accept_some, name="accept_some"),
        path("duyet/<int:window_id>/hoan-lai/", views.undo, name="undo"),
        path("theo-doi/", views.board, papers, name="board"),
        path("theo-doi/<int:window_id>/", views.board, papers, name="board_of"),
        path("theo-doi/<int:window_id>/chot/", views.close, papers, name="close"),
        path("theo-doi/<int:window_id>/gui-muon/", views.late, name="late"),
        path("<int:report_id>/", views.edit, name="edit"),
        path("<int:report_id>/o/", views.save, name="save"),
        path("<int:report_id>/luu/", views.write, name="write"),
        path("<int:report_id>/o/<int:row_id>/", views.cell, name="cell"),
        path("<int:report_id>/o/<int:row_id>/trao-doi/", views.talk, name="talk"),
        path("<int:report_id>/kiem-tra/", views.check, name="check"),
        path("<int:report_id>/trinh/", views.propose, name="propose"),
        path("<int:report_id>/rut-trinh/", views.take_back, name="take_back"),
        path("<int:report_id>/gui/", views.submit, name="submit"),
        path("<int:report_id>/rut/", views.recall, name="recall"),
        path("<int:report_id>/bo-sung/", views.amend, name="amend"),
        path("<int:report_id>/bo-bo-sung/", views.discard, name="discard"),
        path("<int:report_id>/van-ban/", views.paper, name="paper"),
        path("<int:report_id>/bien-nhan/<int:receipt_id>/", views.receipt, name="receipt"),
        path("<int:report_id>/in/", views.print_out, name="print"),
        path("<int:report_id>/mo-xem/", views.look, name="look"),
        path("<int:report_id>/duyet/", views.review, name="review"),
        path("<int:report_id>/nhan/", views.accept, name="accept"),
        path("<int:report_id>/tra-lai/", views.send_back, name="send_back"),
    ]


urlpatterns = patterns()
