"""Invented papers: the same in every run, and each part where it says it stands."""

import pytest

from policies.synthesis.grammar import YEARS, Grammar, Place

PLACES = [
    Place(1, "中华人民共和国", "country", "国"),
    Place(2, "甲省", "province", "甲"),
    Place(3, "乙市", "city", "乙"),
    Place(4, "丙县", "county", "丙"),
    Place(5, "丁高新区", "zone", "丁"),
]


@pytest.fixture(scope="module")
def papers():
    return [Grammar(1, PLACES).paper(serial) for serial in range(60)]


def test_paper_is_the_same_in_every_run(papers):
    assert Grammar(1, PLACES).paper(7) == papers[7]


def test_another_seed_makes_another_paper(papers):
    assert Grammar(2, PLACES).paper(7).text != papers[7].text


def test_length_is_that_of_real_papers(papers):
    assert all(1500 <= len(paper.text) <= 3200 for paper in papers)


def test_every_part_stands_where_it_says(papers):
    for paper in papers:
        for target in paper.targets:
            assert f"{target.quantity}{target.unit}" in paper.text[target.start : target.end]
        for citation in paper.citations:
            assert paper.text[citation.start : citation.end] == f"《{citation.cited.title}》（{citation.cited.printed}）"
        for heading in paper.headings:
            assert paper.text[heading.start : heading.end] == heading.marker + heading.heading


def test_clause_amounts_are_those_of_its_sentence(papers):
    clauses = [(paper, clause) for paper in papers for clause in paper.clauses if clause.form == "tiered"]

    assert clauses
    for paper, clause in clauses:
        quote = paper.text[clause.start : clause.end]
        assert all(f"{int(value) // 10000}万元" in quote for _, value, _ in clause.amounts)


def test_papers_cite_only_older_ones(papers):
    assert all(citation.cited.serial < paper.identity.serial for paper in papers for citation in paper.citations)


def test_year_and_number_never_come_twice():
    grammar = Grammar(1, PLACES)
    keys = {(identity.year, identity.number) for identity in map(grammar.identity, range(3000))}

    assert len(keys) == 3000
    assert {year for year, _ in keys} == set(YEARS)


def test_some_papers_are_issued_together_and_signed_by_all():
    grammar = Grammar(1, PLACES)
    joint = [paper for paper in map(grammar.paper, range(200)) if len(paper.bodies) > 1]

    assert 5 < len(joint) < 40
    assert all("\n{}\n".format("\n".join(paper.bodies)) in paper.text for paper in joint)
    assert all(body.startswith(paper.identity.place.name) for paper in joint for body in paper.bodies)


def test_some_papers_end_or_change_a_part_of_an_older_one():
    grammar = Grammar(1, PLACES)
    changing = [citation for serial in range(600) for citation in grammar.paper(serial).citations if citation.relation in ("repeals", "amends")]

    assert {(citation.relation, bool(citation.part)) for citation in changing} == {("repeals", True), ("repeals", False), ("amends", True)}
    for citation in (one for one in changing if one.part):
        assert citation.part in {heading.path for heading in grammar.paper(citation.cited.serial).headings}
