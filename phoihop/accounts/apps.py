from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone


class AccountsConfig(AppConfig):
    name = "phoihop.accounts"
    label = "accounts"

    def ready(self) -> None:
        user_logged_in.connect(_begin, dispatch_uid="accounts.begin")


def _begin(sender: object, request: HttpRequest, **_: object) -> None:
    """Note when a session began and was last opened; Django's log-in is where every session comes through."""
    request.session["opened"] = timezone.now().isoformat()
    request.session.setdefault("since", request.session["opened"])
