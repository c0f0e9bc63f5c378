"""Which role opens which list, and that nobody gives themselves more than they have."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from policies.models import Change, Region, State
from tests.makers import make_body, make_document, make_gongshu

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser():
    return User.objects.create_superuser("root", password="a long password")


@pytest.mark.parametrize("role", ["editor", "reviewer", "administrator"])
def test_every_list_of_the_records_opens(sign_in, role):
    client = sign_in(role)
    names = [model._meta.model_name for model in admin.site._registry if model._meta.app_label in ("policies", "spaces")]
    labels = {model._meta.model_name: model._meta.app_label for model in admin.site._registry}

    assert len(names) > 12
    for name in names:
        assert client.get(reverse(f"admin:{labels[name]}_{name}_changelist"), {"q": "众创"}).status_code == 200, name


@pytest.mark.parametrize(
    ("role", "model", "status"),
    [
        ("editor", "policies_region", 403), ("reviewer", "policies_issuingbody", 403), ("editor", "auth_user", 403), ("reviewer", "auth_user", 403),
        ("administrator", "policies_region", 200), ("administrator", "policies_issuingbody", 200), ("administrator", "policies_numbercode", 200),
        ("administrator", "auth_user", 200), ("administrator", "auth_group", 403), ("administrator", "policies_move", 403),
        ("administrator", "spaces_space", 200), ("editor", "spaces_space", 403),
    ],
)  # fmt: skip
def test_role_may_add(sign_in, role, model, status):
    assert sign_in(role).get(reverse(f"admin:{model}_add")).status_code == status


# --- people --------------------------------------------------------------------------------------------------------------
def user_form(user, **fields):
    return {"username": user.username, "first_name": "", "last_name": "", "email": "", "is_active": "on", "is_staff": "on",
            "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00", **fields}


def test_administrator_gives_a_role(sign_in):
    client, newcomer = sign_in("administrator"), User.objects.create_user("newcomer")
    group = Group.objects.get(name="editor")
    client.post(reverse("admin:auth_user_change", args=[newcomer.pk]), user_form(newcomer, groups=[group.pk]))

    assert list(newcomer.groups.all()) == [group]


def test_administrator_does_not_become_a_superuser(sign_in):
    client = sign_in("administrator")
    right = Permission.objects.get(codename="change_group")
    data = user_form(client.user, is_superuser="on", user_permissions=[right.pk])
    response = client.post(reverse("admin:auth_user_change", args=[client.user.pk]), data)

    client.user.refresh_from_db()
    assert response.status_code == 302
    assert not client.user.is_superuser
    assert not client.user.user_permissions.exists()


@pytest.mark.parametrize("page", ["auth_user_change", "auth_user_delete", "auth_user_password_change"])
def test_administrator_does_not_touch_a_superuser(sign_in, superuser, page):
    response = sign_in("administrator").post(reverse(f"admin:{page}", args=[superuser.pk]), {"post": "yes", "password1": "x", "password2": "x"})

    assert response.status_code == 403
    assert User.objects.get(pk=superuser.pk).check_password("a long password")


def test_superuser_makes_superusers(superuser, sign_in):
    client, newcomer = sign_in("root"), User.objects.create_user("newcomer")
    client.post(reverse("admin:auth_user_change", args=[newcomer.pk]), user_form(newcomer, is_superuser="on"))

    newcomer.refresh_from_db()
    assert newcomer.is_superuser


def test_account_is_locked_after_failed_sign_ins(client, db):
    User.objects.create_user("editor", password="the right one", is_staff=True)
    for _ in range(5):
        client.post("/admin/login/", {"username": "editor", "password": "wrong"})
    response = client.post("/admin/login/", {"username": "editor", "password": "the right one"})

    assert response.status_code == 429
    assert "After 5 wrong passwords nobody can sign in" in response.content.decode()


# --- names in the index --------------------------------------------------------------------------------------------------
def test_renamed_body_reaches_the_change_log(sign_in):
    body = make_body("某市科技局")
    public = make_document(body=body)
    make_document(body=body, state=State.DRAFT)
    data = {"slug": body.slug, "name": "某市科学技术局", "kind": "department", "region": "", "parent": "",
            "alias_rows-TOTAL_FORMS": 0, "alias_rows-INITIAL_FORMS": 0}
    sign_in("administrator").post(reverse("admin:policies_issuingbody_change", args=[body.pk]), data)

    assert list(Change.objects.values_list("document_id", flat=True)) == [public.pk]


@pytest.mark.parametrize(("name", "logged"), [("拱墅新区", True), ("拱墅区", False)])
def test_renamed_region_reaches_the_change_log(sign_in, name, logged):
    region = make_gongshu()
    make_document(region=region)
    data = {"slug": region.slug, "code": region.code, "name": name, "short_name": region.short_name, "aliases": "[]", "kind": "county",
            "parent": region.parent_id, "source": "民政部", "overlap_rows-TOTAL_FORMS": 0, "overlap_rows-INITIAL_FORMS": 0}
    response = sign_in("administrator").post(reverse("admin:policies_region_change", args=[region.pk]), data)

    assert response.status_code == 302
    assert Region.objects.get(pk=region.pk).source == "民政部"
    assert Change.objects.exists() is logged
