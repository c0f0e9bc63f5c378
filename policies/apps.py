from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        """Let the search index catch up after each commit that wrote to the change log, and grant the roles."""
        from .models import changed  # noqa: PLC0415 (models can be imported only now)
        from .models.roles import grant_roles  # noqa: PLC0415
        from .search.index.changes import catch_up_after_commit  # noqa: PLC0415

        changed.connect(catch_up_after_commit, dispatch_uid="search")
        post_migrate.connect(grant_roles, dispatch_uid="roles")
