"""Staff of each role with a browser of their own, and a paper to enter."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client
from django.utils import translation

PAPER = """临江市人民政府办公室文件
临政办发〔2018〕12号
临江市人民政府办公室关于支持众创空间发展的实施意见
各县区人民政府：
为贯彻《国务院办公厅关于发展众创空间的指导意见》（国办发〔2015〕9号），提出如下意见。
一、发展目标
到2020年，全市众创空间达到20家。
二、扶持措施
（一）加大奖励。对新认定的国家级众创空间，给予50万元一次性奖励。（责任单位：市科技局、市财政局）
本意见自2018年6月1日起施行，有效期2年。
临江市人民政府办公室
2018年5月20日
"""


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def paper():
    return PAPER


@pytest.fixture
def sign_in(db):
    """Role -> a client in which a person of this role is signed in; the person is `client.user`."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.user, is_new = User.objects.get_or_create(username=role, defaults={"is_staff": role != "visitor"})
        if is_new and role in ("editor", "reviewer", "administrator"):
            client.user.groups.add(Group.objects.get(name=role))
        client.force_login(client.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
