"""Figures and dates as people read them, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from policies.models import AmountTerm
from policies.templatetags import policy_text


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (1_000_000, "100万元", "1,000,000 yuan"),
        (150_000_000, "1.5亿元", "150,000,000 yuan"),
        (300_000_000_000, "3,000亿元", "300,000,000,000 yuan"),
        (1234, "1,234元", "1,234 yuan"),
        (12_345, "12,345元", "12,345 yuan"),
        (Decimal("0.60"), "0.6元", "0.6 yuan"),
        (0, "0元", "0 yuan"),
        (None, "", ""),
    ],
)
def test_money(value, chinese, english):
    with override("zh-hans"):
        assert policy_text.money(value) == chinese
    with override("en"):
        assert policy_text.money(value) == english


@pytest.mark.parametrize(
    ("value", "unit", "high", "chinese", "english"),
    [
        (20, "家", None, "20家", "20 家"),
        (1_000_000, "平方米", None, "100万平方米", "1,000,000 m²"),
        (1, "人", None, "1人", "1 person"),
        (2, "人", None, "2人", "2 people"),
        (3, "元/平方米·天", None, "3元/平方米·天", "3 yuan/m²·day"),
        (5, "家", 10, "5–10家", "5–10 家"),
        (20_000, "元", 40_000, "2万元–4万元", "20,000 yuan–40,000 yuan"),
        (50, "%", None, "50%", "50%"),
    ],
)
def test_quantities(value, unit, high, chinese, english):
    high = None if high is None else Decimal(high)
    with override("zh-hans"):
        assert policy_text.quantity(Decimal(value), unit, high) == chinese
    with override("en"):
        assert policy_text.quantity(Decimal(value), unit, high) == english


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"role": "rate", "value": "0.5", "unit": ""}, "50%"),
        ({"role": "rate", "value": "0.005", "unit": ""}, "0.5%"),
        ({"role": "per_unit", "value": "50000", "unit": "元", "per": "家"}, "5万元/家"),
        ({"role": "cap", "value": "0.7", "unit": "", "base": "投资额"}, "70%"),
        ({"role": "cap", "value": "1", "unit": "", "base": "日租金"}, "日租金"),
        ({"role": "quota", "value": "300", "unit": "平方米"}, "300平方米"),
    ],
)
def test_amounts(fields, expected):
    with override("zh-hans"):
        assert policy_text.amount(AmountTerm(**fields | {"value": Decimal(fields["value"])})) == expected


@pytest.mark.parametrize(("precision", "expected"), [("day", "2016年3月21日"), ("month", "2016年3月"), ("year", "2016年")])
def test_a_date_is_written_to_its_precision(precision, expected):
    with override("zh-hans"):
        assert policy_text.dated(date(2016, 3, 21), precision) == expected


@pytest.mark.parametrize(
    ("kept", "chinese", "english"),
    [
        ("2020", "2020年", "2020"),
        ("2016-12", "2016年12月", "December 2016"),
        ("2016-12-31", "2016年12月31日", "Dec. 31, 2016"),
        ("2016-13", "2016-13", "2016-13"),
        ("十三五", "十三五", "十三五"),
        ("", "", ""),
    ],
)
def test_a_day_kept_as_words_is_written_as_far_as_it_is_known(kept, chinese, english):
    with override("zh-hans"):
        assert policy_text.partly_dated(kept) == chinese
    with override("en"):
        assert policy_text.partly_dated(kept) == english


def test_a_level_that_is_not_known_has_no_badge():
    assert policy_text.level_badge("galaxy") == ""
    assert "level-city" in policy_text.level_badge("city")


def test_a_repair_that_is_new_shows_its_name():
    with override("en"):
        assert policy_text.repair_words({"rule": "<new>", "count": 3}) == "<new>: 3"
