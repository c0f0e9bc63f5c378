"""What each role may do, as the table says, on a freshly migrated database."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User

from policies.models.roles import ROLES, grant_roles

pytestmark = pytest.mark.django_db


def member(role: str) -> User:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


MATRIX = [
    # permission, editor, reviewer, administrator
    ("policies.add_document", True, True, True),
    ("policies.change_document", True, True, True),
    ("policies.publish_document", False, True, True),
    ("policies.delete_document", False, True, True),
    ("policies.change_target", True, True, True),
    ("policies.add_amountterm", True, True, True),
    ("policies.change_region", False, False, True),
    ("policies.view_region", True, True, True),
    ("policies.change_issuingbody", False, False, True),
    ("policies.change_numbercode", False, False, True),
    ("policies.change_move", False, False, False),
    ("policies.delete_change", False, False, False),
    ("spaces.view_space", True, True, True),
    ("spaces.change_space", False, False, True),
    ("auth.change_user", False, False, True),
    ("auth.change_group", False, False, False),
    ("axes.delete_accessattempt", False, False, True),
]


@pytest.mark.parametrize(("permission", "editor", "reviewer", "administrator"), MATRIX)
def test_role_may(permission, editor, reviewer, administrator):
    may = {role: member(role).has_perm(permission) for role in ROLES}

    assert may == {"editor": editor, "reviewer": reviewer, "administrator": administrator}


def test_every_permission_of_the_table_exists():
    existing = {f"{each.content_type.app_label}.{each.codename}" for each in Permission.objects.select_related("content_type")}

    assert set().union(*ROLES.values()) <= existing


def test_granting_again_changes_nothing_and_keeps_what_was_added():
    group = Group.objects.get(name="editor")
    group.permissions.add(Permission.objects.get(codename="add_space"))
    before = set(group.permissions.values_list("codename", flat=True))
    for label in ("policies", "spaces", "auth", "axes"):
        grant_roles(apps.get_app_config(label))

    assert set(group.permissions.values_list("codename", flat=True)) == before
    assert Group.objects.count() == len(ROLES)
