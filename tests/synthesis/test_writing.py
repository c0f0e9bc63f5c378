"""Invented papers in the database."""

import pytest
from django.core.management import CommandError, call_command

from policies.management.commands import synthesize as command
from policies.models import Change, Citation, CitedPart, Document, Provision, Region, SubsidyClause, Target, Theme
from policies.search.engine import search
from policies.search.index import changes, checking, shelf
from policies.search.query import Query
from policies.synthesis import writing
from policies.synthesis.grammar import Grammar, Place
from tests.makers import make_dalian_zone, make_gongshu

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    return make_gongshu(), make_dalian_zone()


def run(count):
    call_command("synthesize", count, seed=3, alone=True, verbosity=0)


def test_papers_are_published_with_all_their_rows(places):
    run(12)

    assert Document.objects.published().count() == 12
    assert Change.objects.count() == 12
    assert all(quoted.quote == quoted.document.text[quoted.start : quoted.end] for model in (Citation, Target, SubsidyClause) for quoted in model.objects.all())


def test_those_that_issue_together_stand_in_their_order(places):
    run(60)
    grammar = Grammar(3, [Place(region.pk, region.name, region.kind, region.short_name or region.name) for region in Region.objects.order_by("slug")])
    papers = {paper.identity.printed: paper.bodies for paper in map(grammar.paper, range(60))}

    assert max(map(len, papers.values())) > 1
    for document in Document.objects.published():
        assert tuple(row.body.name for row in document.issuances.select_related("body").order_by("order")) == papers[document.number]


def test_papers_are_found_when_the_command_ends(places):
    run(12)

    assert not checking.check()
    assert search(Query()).total == 12


def test_sections_hang_on_their_chapters(places):
    run(12)

    sections = Provision.objects.filter(depth=2).select_related("parent")

    assert sections
    assert all(one.parent and one.parent.depth == 1 and one.path == one.parent.path + "、" + one.marker for one in sections)
    assert all(one.parent.document_id == one.document_id for one in sections)


@pytest.mark.django_db(transaction=True)
def test_index_waits_until_all_is_written(places, monkeypatch):
    """The log grows with each batch; catching up each time would open and merge the index a thousand times."""
    monkeypatch.setattr(writing, "BATCH", 3)
    seen = []
    monkeypatch.setattr(changes, "catch_up", lambda *_: seen.append(Change.objects.count()))

    run(12)

    assert set(seen) == {0, 12}  # and before the first paper, so that there is an index


def test_sections_have_the_themes_of_their_headings(places):
    Theme.objects.create(slug="funding", name_zh="资金与投融资", name_en="Funding")
    run(12)

    named = set(Provision.objects.filter(themes__slug="funding").values_list("heading", flat=True))

    assert named
    assert all(any(word in heading for word in ("资金", "融资", "担保", "基金", "创新券")) for heading in named)


def test_citations_lead_to_documents(places):
    run(30)

    assert Citation.objects.exists()
    assert not Citation.objects.filter(target=None).exists()


def test_parts_that_are_ended_or_changed_stand_in_the_paper_cited(places):
    run(120)

    parts = CitedPart.objects.select_related("citation", "provision")
    assert parts
    assert all((part.provision.path, part.provision.document_id) == (part.marker, part.citation.target_id) for part in parts)
    assert not checking.check()


def test_second_run_goes_on_where_the_first_ended(places, monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 4)
    run(6)
    first = set(Document.objects.values_list("slug", flat=True))

    run(10)

    slugs = set(Document.objects.values_list("slug", flat=True))
    assert first < slugs == {f"synthetic-3-{serial}" for serial in range(10)}


def test_rows_are_written_in_bulk(places, django_assert_max_num_queries):
    # Some 35 rows a paper; SQLite takes 999 values a statement, so a batch is several statements.
    with django_assert_max_num_queries(200):
        run(40)

    assert Document.objects.count() + SubsidyClause.objects.count() + Target.objects.count() > 200


def test_without_regions_the_command_says_what_to_do(db):
    with pytest.raises(CommandError, match="load_reference"):
        run(1)


def test_production_is_spared(places, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="production"):
        run(1)


def test_an_index_stands_before_the_first_paper_is_written(places, monkeypatch):
    """Else the process that follows would make one beside what is being written, and be behind until its end."""
    served = []
    monkeypatch.setattr(command, "synthesize", lambda *_: served.append(changes.state_of_index().is_serving) or 0)
    shelf.withdraw()

    run(1)

    assert served == [True]
