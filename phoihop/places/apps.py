from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from phoihop.core.alphabet import COLLATION, compare


class PlacesConfig(AppConfig):
    name = "phoihop.places"
    label = "places"

    def ready(self) -> None:
        connection_created.connect(_teach_the_alphabet, dispatch_uid="vietnamese alphabet")


def _teach_the_alphabet(sender: object, connection: BaseDatabaseWrapper, **_more: object) -> None:
    """SQLite sorts by code points; PostgreSQL has the collation of its own."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, compare)
