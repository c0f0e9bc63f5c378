"""Reports become records: facts with their source, once."""

import copy
import json

import pytest

from policies.models import Document, Genre, ReportedFigure, State, SubsidyClause
from spaces.models import Event, Platform, Programme, Space
from spaces.reports import UnknownRegion, load_report, load_reports
from tests.makers import make_dalian_zone

pytestmark = pytest.mark.django_db

FACTS = {
    "title": "某高新区双创综述",
    "source": "某市科技局",
    "date_published": "2017-01-13",
    "region_slug": "cn-210200-dl-hitech",
    "mentions": [{"title": None, "number": "国办发〔2015〕9号", "alias": None, "issuer": "国务院办公厅"}],
    "figures": [
        {"indicator": "众创空间", "quantity": 31, "unit": "家", "qualifier": None, "as_of": "2016-12", "region_slug": "cn-210200-dl-hitech"},
        {"indicator": "创业活动", "quantity": 1200, "unit": "场次", "qualifier": "more", "as_of": None, "region_slug": "210200"},
    ],
    "spaces": [{"name": "某众创空间", "region_slug": "210200"}, {"name": "某创客工坊", "region_slug": "210200"}],
    "platforms": [
        {"name": "某平台", "region_slug": "210200", "figures": [{"label": "设备", "quantity": 800, "unit": "套", "qualifier": None}]}
    ],
    "programmes": [{"name": "创新券试点", "region_slug": "210000", "start_year": 2015, "pilots": ["cn-210200-dl-hitech"]}],
    "events": [{"name": "创业大赛", "region_slug": "210200", "year": 2015}],
    "subsidies": [
        {
            "region_slug": "210200",
            "beneficiary": "孵化器",
            "kinds": ["other"],
            "form": "fixed",
            "amounts": [{"role": "fixed", "value": 500000, "unit": "元", "per": "年"}],
            "conditions": [{"subject": "在孵企业", "comparator": "at_least", "value": 10, "unit": "户"}],
        }
    ],
}


@pytest.fixture
def zone():
    return make_dalian_zone()


def facts(**changes):
    return copy.deepcopy(FACTS) | changes


def test_report_is_a_draft_of_its_own_genre(zone):
    report, is_new = load_report(facts())

    assert is_new
    assert (report.genre, report.state, report.text) == (Genre.REPORT, State.DRAFT, "")


def test_figures_carry_place_qualifier_and_day(zone):
    load_report(facts())

    spaces, activities = ReportedFigure.objects.order_by("pk")

    assert (spaces.region, spaces.quantity, spaces.as_of, spaces.quote) == (zone, 31, "2016-12", "")
    assert (activities.region.slug, activities.qualifier) == ("210200", "more")


def test_clause_of_another_place_keeps_its_terms(zone):
    load_report(facts())

    clause = SubsidyClause.objects.get()

    assert (clause.region.slug, clause.largest, clause.has_amount) == ("210200", 500000, True)
    assert [(term.subject, term.value) for term in clause.conditions.all()] == [("在孵企业", 10)]


def test_scene_is_recorded_with_its_report(zone):
    report, _ = load_report(facts())

    assert [space.kind for space in Space.objects.order_by("pk")] == ["makerspace", "unknown"]
    assert Platform.objects.get().figures.get().quantity == 800
    assert list(Programme.objects.get().places.all()) == [zone]
    assert Event.objects.get().report == report


def test_loading_again_changes_nothing(zone):
    first, _ = load_report(facts())

    again, is_new = load_report(facts())

    assert (again, is_new) == (first, False)
    assert ReportedFigure.objects.count() == 2


def test_unknown_region_is_named_and_nothing_is_stored(zone):
    with pytest.raises(UnknownRegion, match="no-such-place"):
        load_report(facts(spaces=[{"name": "甲", "region_slug": "no-such-place"}]))

    assert not Document.objects.exists()


def test_folder_is_loaded_file_by_file(zone, tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(facts()), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(facts(date_published="2018-01-01")), encoding="utf-8")

    loaded = list(load_reports(tmp_path))

    assert [is_new for _, is_new in loaded] == [True, True]


def test_facts_of_a_draft_report_are_not_public(zone):
    report, _ = load_report(facts())
    hidden = Space.objects.public().count()

    report.move(State.PUBLISHED)

    assert (hidden, Space.objects.public().count()) == (0, 2)
