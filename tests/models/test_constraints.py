"""Each constraint of the database is violated once; a constraint without a line here fails the last test."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from policies.models import (
    AmountTerm,
    BodyAlias,
    Citation,
    ClauseKind,
    ConditionTerm,
    DocumentAlias,
    DocumentVersion,
    Issuance,
    NumberCode,
    Region,
    RegionOverlap,
    ReportedFigure,
    Responsibility,
    ValidityFact,
)
from spaces.models import Event, Platform, PlatformFigure, Programme, Space
from tests.makers import (
    make_body,
    make_citation,
    make_clause,
    make_country,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_part,
    make_provision,
    make_region,
    make_target,
)

pytestmark = pytest.mark.django_db


def twice(make):
    """Make the same row two times."""
    make()
    make()


def figure(**fields):
    ReportedFigure.objects.create(document=make_document(), **({"indicator": "众创空间", "quantity": 1, "unit": "家", "quote": "1家"} | fields))


def overlap(zone, region):
    RegionOverlap.objects.create(zone=zone, region=region)


def number(document_body):
    make_document(body=document_body, number=("拱政", 2016, 1))


def fact(model):
    place, report = make_gongshu(), make_document()
    return lambda: model.objects.create(name="某基地", region=place, report=report)


def issuances(*rows):
    document = make_document()
    for body, order in rows:
        Issuance.objects.create(document=document, body=make_body(body), order=order)


def one_clause(make):
    clause = make_clause(make_document(), kinds=())
    twice(lambda: make(clause))


def one_platform():
    platform = fact(Platform)()
    twice(lambda: PlatformFigure.objects.create(platform=platform, label="服务企业", quantity=1))


def provision_rows(*rows):
    document = make_document()
    for fields in rows:
        make_provision(document, **fields)


def one_document(make):
    document = make_document()
    twice(lambda: make(document))


def parent_of_itself():
    body = make_body()
    body.parent = body
    body.save()


MISPLACED = {"start": 5, "end": 4}
UNQUOTED = {"quote": ""}

VIOLATIONS = {
    # regions
    "region_code_unique_while_valid": lambda: [make_region(slug, code="330105") for slug in ("a", "b")],
    "region_ends_after_it_begins": lambda: make_region(valid_from=date(2016, 1, 1), valid_to=date(2016, 1, 1)),
    "region_hangs_on_the_tree": lambda: Region.objects.create(slug="somewhere", name="某地", kind="city"),
    "overlap_once": lambda: [overlap(make_dalian_zone(), make_gongshu()) for _ in range(2)],
    # bodies
    "body_is_not_its_own_parent": parent_of_itself,
    "alias_once_a_body": lambda: [BodyAlias.objects.create(body=make_body("某局"), name="局") for _ in range(2)],
    "number_code_once_a_body": lambda: twice(lambda: NumberCode.objects.create(code="拱政", body_name="拱墅区人民政府")),
    "number_code_confidence_is_a_share": lambda: NumberCode.objects.create(code="拱政", body_name="某", confidence=Decimal("1.01")),
    # documents
    "number_once_a_body_and_year": lambda: twice(lambda: number(make_body("某市人民政府"))),
    "number_once_without_a_body": lambda: twice(lambda: number(None)),
    "document_ends_after_it_begins": lambda: make_document(effective_on=date(2016, 2, 1), effective_to=date(2016, 1, 31)),
    "document_has_a_title": lambda: make_document().__class__.objects.create(slug="untitled", title=""),
    "body_once_a_document": lambda: issuances(("某局", 0), ("某局", 1)),
    "issuance_order_once_a_document": lambda: issuances(("某局", 0), ("某委", 0)),
    "nickname_once_a_document": lambda: one_document(lambda each: DocumentAlias.objects.create(document=each, name="十二条")),
    "version_serial_once_a_document": lambda: one_document(lambda each: DocumentVersion.objects.create(document=each, serial=2, digest="0")),
    "provision_order_once_a_document": lambda: provision_rows({"order": 1, "anchor": "a"}, {"order": 1, "anchor": "b"}),
    "provision_anchor_once_a_document": lambda: provision_rows({"order": 1, "anchor": "a"}, {"order": 2, "anchor": "a"}),
    "provision_places_in_order": lambda: provision_rows({"start": 3, "end": 2, "until": 9}),
    # findings
    "cited_part_starts_before_it_ends": lambda: make_part(make_citation(make_document(), None), start=2, until=1),
    "target_starts_before_it_ends": lambda: make_target(make_document(), **MISPLACED),
    "target_that_was_read_has_a_quote": lambda: make_target(make_document(), **UNQUOTED),
    "target_range_in_order": lambda: make_target(make_document(), low=10, high=9),
    "subsidyclause_starts_before_it_ends": lambda: make_clause(make_document(), **MISPLACED),
    "subsidyclause_that_was_read_has_a_quote": lambda: make_clause(make_document(), **UNQUOTED),
    "reportedfigure_starts_before_it_ends": lambda: figure(**MISPLACED),
    "reportedfigure_that_was_read_has_a_quote": lambda: figure(**UNQUOTED),
    **{
        f"{model._meta.model_name}_{rule}": lambda model=model, fields=fields: model.objects.create(
            **({"document": make_document(), "quote": "根据"} | fields)
        )
        for model in (Citation, Responsibility, ValidityFact)
        for rule, fields in (("starts_before_it_ends", MISPLACED), ("that_was_read_has_a_quote", UNQUOTED))
    },
    # terms of a clause
    "kind_once_a_clause": lambda: one_clause(lambda clause: ClauseKind.objects.create(clause=clause, kind="rent")),
    "amount_order_once_a_clause": lambda: one_clause(lambda clause: AmountTerm.objects.create(clause=clause, order=0, role="cap", value=1)),
    "amount_is_not_negative": lambda: AmountTerm.objects.create(clause=make_clause(make_document()), order=0, role="cap", value=-1),
    "tier_has_a_name": lambda: AmountTerm.objects.create(clause=make_clause(make_document()), order=0, role="tier", value=1, tier=""),
    "condition_order_once_a_clause": lambda: one_clause(
        lambda clause: ConditionTerm.objects.create(clause=clause, order=0, subject="企业", comparator="is")
    ),
    # what surrounds the spaces
    **{f"{model._meta.model_name}_once_a_report": lambda model=model: twice(fact(model)) for model in (Space, Platform, Programme, Event)},
    "label_once_a_platform": one_platform,
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_database_refuses(name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        VIOLATIONS[name]()

    constraint = next(each for model in all_models() for each in model._meta.constraints if each.name == name)
    told = str(refusal.value)
    assert name in told or all(field in told for field in getattr(constraint, "fields", ()))


def all_models():
    return [*apps.get_app_config("policies").get_models(), *apps.get_app_config("spaces").get_models()]


def test_every_constraint_is_violated_here():
    assert {each.name for model in all_models() for each in model._meta.constraints} == set(VIOLATIONS)


# --- and what is allowed beside them -------------------------------------------------------------------------------------
def test_two_bodies_may_use_one_number():
    number(make_body("青岛市人民政府"))
    number(make_body("青海省人民政府"))


def test_former_region_may_have_had_the_code():
    make_region("old", code="330105", valid_to=date(2021, 4, 9))
    make_region("new", code="330105")


def test_places_without_a_code_are_no_rivals():
    parent = make_country()

    assert {make_region(slug, parent=parent, code="").code for slug in ("zone-a", "zone-b")} == {""}


def test_finding_entered_by_hand_needs_no_quote():
    assert make_target(make_document(), origin="entered", quote="", start=None, end=None).pk
