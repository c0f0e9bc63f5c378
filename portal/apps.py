from django.apps import AppConfig
from django.db.backends.signals import connection_created

from .postgresql import say_one_type


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        connection_created.connect(say_one_type, dispatch_uid="one-type")
