"""Roles of the staff as groups with permissions: a table, granted after each migrate.

The groups are made anew by every migrate, so that a permission that a new model brings is granted on every database; what
an administrator grants beyond the table stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps as installed
from django.apps.registry import Apps

FINDINGS = ("citation", "target", "subsidyclause", "responsibility", "reportedfigure", "validityfact")
TERMS = ("amountterm", "conditionterm", "clausekind", "citedpart")
REFERENCE = ("region", "regionoverlap", "issuingbody", "bodyalias", "numbercode", "theme")
FACTS = ("space", "platform", "platformfigure", "programme", "event")
WRITE = ("add", "change", "view")
ALL = (*WRITE, "delete")


def _permissions(app: str, models: Iterable[str], actions: Iterable[str]) -> set[str]:
    return {f"{app}.{action}_{model}" for model in models for action in actions}


EDITOR = (
    _permissions("policies", ("document", "issuance", "documentalias"), WRITE)
    | _permissions("policies", ("issuance", "documentalias"), ("delete",))
    | _permissions("policies", (*FINDINGS, *TERMS), ALL)  # of findings only what a person entered is ever deleted
    | _permissions("policies", (*REFERENCE, "provision", "documentversion", "move"), ("view",))
    | _permissions("spaces", FACTS, ("view",))
)
REVIEWER = EDITOR | {"policies.publish_document", "policies.delete_document"}
ADMINISTRATOR = (
    REVIEWER
    | _permissions("policies", REFERENCE, ALL)
    | _permissions("spaces", FACTS, ALL)
    | _permissions("auth", ("user",), ALL)
    | _permissions("auth", ("group",), ("view",))
    | _permissions("axes", ("accessattempt",), ("view", "delete"))  # to let someone in again who was locked out
)
ROLES = {"editor": EDITOR, "reviewer": REVIEWER, "administrator": ADMINISTRATOR}


def grant_roles(sender: object, using: str = "default", apps: Apps = installed, **kwargs: object) -> None:
    """Receiver of post_migrate: give each role the permissions of the table on the app that was migrated."""
    label = getattr(sender, "label", "")
    wanted = {role: {each for each in permissions if each.startswith(f"{label}.")} for role, permissions in ROLES.items()}
    if not any(wanted.values()):
        return
    try:
        Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")  # noqa: N806 (classes)
    except LookupError:  # migrated without auth: there is nobody to give a role to yet
        return
    found = Permission.objects.using(using).filter(content_type__app_label=label)
    by_name = {f"{label}.{permission.codename}": permission for permission in found}
    for role, permissions in wanted.items():
        group, _ = Group.objects.using(using).get_or_create(name=role)
        group.permissions.add(*(by_name[name] for name in permissions if name in by_name))
