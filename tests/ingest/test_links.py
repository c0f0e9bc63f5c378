"""Citations lead to documents, to stubs for what is not here yet, or nowhere: never to a guess."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.ingest import links
from policies.models import Change, Citation, Document, DocumentAlias, NumberCode, Region, Resolution, Review, State
from tests.makers import make_body, make_citation, make_document

from .readings import CITY, DISTRICT, cites, make_header, make_reading, store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

ZONE = ("辽宁省", "大连市", "大连高新区")
PROVINCE = ("辽宁省",)


@pytest.fixture
def state_council(places):
    """国务院 and its general office, known by their number codes."""
    country = Region.objects.get(slug="cn")
    council = make_body("国务院", region=country, kind="government")
    office = make_body("国务院办公厅", region=country, kind="general_office", parent=council)
    for code, body in (("国发", council), ("国办发", office)):
        NumberCode.objects.create(code=code, body_name=body.name, body=body, confidence=Decimal("0.95"))
    return office


def cite(*citations, serial: int = 1, region=CITY, **header):
    """A paper of the region with these citations, stored; its citations in order."""
    head = make_header(f"杭政〔2016〕{serial}号", f"第{serial}号文件", region=region, **header)
    document = store(make_reading(header=head, citations=citations)).document
    return list(document.citations.order_by("pk"))


# --- by number ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("printed", ["浙政发〔2015〕7号", "浙政发[2015]7号", "浙政发（2015）第7号", "浙政發〔2015〕7號"])
def test_a_number_leads_to_its_document_however_it_is_printed(places, printed):
    document = make_document("浙江省人民政府关于创业的意见", number=("浙政发", 2015, 7), region=places[0].parent.parent)

    (citation,) = cite(cites("别的标题", printed))

    assert (citation.target, citation.resolution) == (document, Resolution.NUMBER)


def test_the_number_counts_for_more_than_the_issuer_printed_beside_it(state_council):
    title = "关于发展众创空间推进大众创新创业的指导意见"
    make_body("大连高新区管理委员会", region=Region.objects.get(slug="cn-210200-dl-hitech"))

    (one,) = cite(cites(title, "国办发〔2015〕9号", attributed_to="国务院"), region=PROVINCE, issuing_bodies=("辽宁省人民政府办公厅",))
    (other,) = cite(cites(title, "国办发[2015]9号", attributed_to="国务院"), serial=2, region=ZONE, issuing_bodies=("大连高新区管理委员会",))

    stub = Document.objects.stubs().get()
    assert one.target == other.target == stub
    assert (stub.lead_body, stub.region.slug, stub.level, stub.slug) == (state_council, "cn", "national", "国办发-2015-9")
    assert (stub.title, stub.kind, list(stub.issuances.values_list("body", flat=True))) == (title, "意见", [state_council.pk])


def test_of_two_documents_with_one_number_the_one_of_the_place_is_meant(places):
    make_document("大连的文件", number=("政发", 2015, 7), body=make_body("大连市人民政府", region=places[1].parent))
    near = make_document("杭州的文件", number=("政发", 2015, 7), body=make_body("杭州市人民政府", region=places[0].parent))

    (citation,) = cite(cites(number="政发〔2015〕7号"))

    assert citation.target == near


def test_a_code_used_in_several_places_does_not_lead_to_another_place(places):
    for name in ("大连市人民政府", "杭州市人民政府"):
        NumberCode.objects.create(code="政发", body_name=name, confidence=Decimal("0.5"))
    far = make_document("大连的文件", number=("政发", 2015, 7), body=make_body("大连市人民政府", region=places[1].parent))

    (citation,) = cite(cites(number="政发〔2015〕7号"))

    assert (citation.target.is_stub, citation.target != far) == (True, True)


def test_a_number_that_two_documents_of_the_place_bear_stays_open_and_is_flagged(places):
    for name in ("杭州市科学技术局", "杭州市财政局"):
        make_document(name, number=("联发", 2015, 7), body=make_body(name, region=places[0].parent))

    (citation,) = cite(cites(number="联发〔2015〕7号"))

    assert (citation.target, citation.resolution) == (None, Resolution.NONE)
    assert "ambiguous_citation" in {flag["rule"] for flag in citation.document.current.flags}


# --- by title -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "printed", ["关于促进孵化器发展的办法", "《关于促进孵化器发展的办法》", "杭州市人民政府关于促进孵化器发展的办法(试行)", "关于促进孵化器 发展的办法（试行）"]
)
def test_a_title_leads_to_its_document_however_it_is_printed(hangzhou, printed):
    document = store(make_reading(header=make_header("杭政〔2015〕3号", "杭州市人民政府关于促进孵化器发展的办法（试行）"))).document

    (citation,) = cite(cites(printed))

    assert (citation.target, citation.resolution) == (document, Resolution.TITLE)


def test_one_title_in_two_provinces_leads_to_the_one_above(places):
    title = "关于发展众创空间的实施意见"
    store(make_reading(header=make_header("辽政发〔2015〕7号", title, issuing_bodies=("辽宁省人民政府",), region=PROVINCE)))
    near = store(make_reading(header=make_header("浙政发〔2015〕8号", title, issuing_bodies=("浙江省人民政府",), region=("浙江省",)))).document

    (citation,) = cite(cites(title))

    assert citation.target == near


def test_the_issuer_printed_tells_two_documents_of_one_title_apart(places):
    title = "关于发展众创空间的实施意见"
    store(make_reading(header=make_header("浙政发〔2015〕8号", title, issuing_bodies=("浙江省人民政府",), region=("浙江省",))))
    city = store(make_reading(header=make_header("杭政发〔2015〕9号", title, issuing_bodies=("杭州市人民政府",)))).document

    named, nameless = cite(cites(title, attributed_to="杭州市人民政府"), cites(title), region=DISTRICT)

    assert named.target == city
    assert (nameless.target, nameless.resolution) == (None, Resolution.NONE)


@pytest.mark.parametrize("title", ["办法", "《实施意见》", "通知"])
def test_a_bare_kind_of_paper_names_no_document(title):
    (citation,) = cite(cites(title))

    assert (citation.target, citation.resolution) == (None, Resolution.NONE)
    assert not Document.objects.stubs().exists()


def test_a_short_name_means_what_the_paper_said_it_means():
    full, short = cite(cites("关于促进孵化器发展的办法", "浙政发〔2015〕7号", alias="办法"), cites("办法"))

    assert short.target == full.target


# --- nicknames ----------------------------------------------------------------------------------------------------------
def test_a_nickname_leads_to_its_document(places):
    document = make_document("若干意见", region=places[1])
    DocumentAlias.objects.create(document=document, name="众创十二条")

    (citation,) = cite(cites("众创十二条", alias="众创十二条"), region=ZONE)

    assert (citation.target, citation.resolution) == (document, Resolution.ALIAS)


@pytest.mark.parametrize(("alias", "names"), [("众创十二条", ["众创十二条"]), ("办法", []), ("孵化办法", [])])
def test_a_nickname_is_learnt_and_a_short_name_is_not(alias, names):
    cite(cites("关于促进众创空间发展的若干意见", "浙政发〔2015〕7号", alias=alias))

    assert list(DocumentAlias.objects.values_list("name", flat=True)) == names


def test_nicknames_of_the_table_lead_to_stubs_once(tmp_path, state_council):
    rows = "alias,number,title,source\n众创九条,国办发〔2015〕9号,关于众创的意见,报道\n金融八条,,,报道\n"
    (tmp_path / "aliases.csv").write_text(rows, encoding="utf-8")

    loads = [links.load_aliases(tmp_path), links.load_aliases(tmp_path)]

    assert [(load.new, load.unchanged) for load in loads] == [(1, 0), (0, 1)]
    assert DocumentAlias.objects.get().document.lead_body == state_council


# --- stubs --------------------------------------------------------------------------------------------------------------
def test_what_is_cited_twice_has_one_stub():
    first = cite(cites("关于甲的通知", "浙政发〔2015〕7号"), cites(number="浙政发〔2015〕7号"), cites("关于乙的通知"))
    second = cite(cites(number="浙政发〔2015〕7号"), cites("关于乙的通知"), serial=2)

    assert Document.objects.stubs().count() == 2
    assert {citation.target.title for citation in (*first, *second)} == {"关于甲的通知", "关于乙的通知"}
    assert {citation.resolution for citation in (*first, *second)} == {Resolution.STUB}


def test_a_stub_learns_the_title_and_the_number_that_a_later_citation_knows():
    cite(cites(number="浙政发〔2015〕7号"), cites("关于乙的通知"))

    cite(cites("关于甲的通知", "浙政发〔2015〕7号"), cites("关于乙的通知", "浙政发〔2015〕8号"), serial=2)

    assert sorted(Document.objects.stubs().values_list("title", "number")) == [("关于乙的通知", "浙政发〔2015〕8号"), ("关于甲的通知", "浙政发〔2015〕7号")]


def test_papers_of_two_provinces_do_not_share_a_stub_of_a_mere_title():
    (one,) = cite(cites("关于推动创业工作的实施意见"))
    (other,) = cite(cites("关于推动创业工作的实施意见"), serial=2, region=PROVINCE, issuing_bodies=("辽宁省人民政府",))

    assert one.target != other.target


def test_the_first_body_printed_leads_a_joint_paper(places):
    for name in ("杭州市财政局", "杭州市科学技术局"):
        make_body(name, region=places[0].parent)

    of_title, attributed, unknown = cite(
        cites("杭州市科技局 杭州市财政局关于甲的通知", "杭科〔2015〕1号"),
        cites("关于乙的通知", "杭科〔2015〕2号", attributed_to="市科技局、市财政局"),
        cites("关于丙的通知", "杭科〔2015〕3号", attributed_to="市环保局、市财政局"),
    )

    bodies = [citation.target.lead_body for citation in (of_title, attributed, unknown)]
    assert [body.name if body else None for body in bodies] == ["杭州市科学技术局", "杭州市科学技术局", None]


def test_a_law_belongs_to_the_nation():
    (one,) = cite(cites("中华人民共和国科学技术进步法"))
    (other,) = cite(cites("科学技术进步法"), serial=2, region=PROVINCE, issuing_bodies=("辽宁省人民政府",))

    assert one.target == other.target
    assert (one.target.region.slug, one.target.level) == ("cn", "national")


def test_a_stub_is_public_while_a_public_document_cites_it():
    document = store(make_reading(citations=(cites(number="浙政发〔2015〕7号"),))).document
    stub = Document.objects.stubs().get()
    states = [stub.state]

    for step in (State.PUBLISHED, State.WITHDRAWN):
        document.move(step)
        stub.refresh_from_db()
        states.append(stub.state)

    assert states == [State.DRAFT, State.PUBLISHED, State.DRAFT]


# --- what was missing arrives -------------------------------------------------------------------------------------------
def test_a_stub_becomes_the_document_of_its_number():
    (citation,) = cite(cites("关于甲的通知", "浙政发〔2015〕7号"))
    stub = citation.target

    header = make_header("浙政发〔2015〕7号", "浙江省人民政府关于甲的通知", issuing_bodies=("浙江省人民政府",), region=("浙江省",))
    outcome = store(make_reading(header=header))

    document = Document.objects.get(pk=stub.pk)
    citation.refresh_from_db()
    assert (outcome.status, outcome.document) == ("new", stub)
    assert (document.is_stub, document.slug, document.title) == (False, stub.slug, "浙江省人民政府关于甲的通知")
    assert (citation.target, citation.resolution) == (stub, Resolution.NUMBER)


def test_a_stub_of_a_mere_title_becomes_the_document_and_takes_its_address():
    (citation,) = cite(cites("关于甲的通知"))

    document = store(make_reading(header=make_header("杭政〔2015〕7号", "杭州市人民政府关于甲的通知"))).document

    citation.refresh_from_db()
    assert (document.pk, document.slug) == (citation.target_id, "杭政-2015-7")
    assert citation.resolution == Resolution.TITLE


def test_two_stubs_of_one_document_become_one():
    by_number, by_title = cite(cites(number="杭政〔2015〕7号"), cites("关于甲的通知"))
    assert by_number.target != by_title.target

    document = store(make_reading(header=make_header("杭政〔2015〕7号", "杭州市人民政府关于甲的通知"))).document

    assert set(Citation.objects.values_list("target", flat=True)) == {document.pk}
    assert not Document.objects.stubs().exists()


def test_a_public_stub_that_arrives_as_a_draft_is_hidden_until_it_is_published():
    store(make_reading(header=make_header("杭政〔2016〕9号"), citations=(cites(number="杭政〔2015〕7号"),)), publish=True)
    assert Document.objects.published().stubs().exists()

    document = store(make_reading(header=make_header("杭政〔2015〕7号", "关于甲的通知"))).document

    assert document.state == State.DRAFT
    assert Change.objects.filter(document_id=document.pk).count() == 2  # shown as a stub, then hidden


def test_a_document_from_elsewhere_does_not_take_a_stub_of_the_same_title():
    (citation,) = cite(cites("关于推动创业工作的实施意见"))

    store(make_reading(header=make_header("辽政发〔2015〕7号", "关于推动创业工作的实施意见", issuing_bodies=("辽宁省人民政府",), region=PROVINCE)))

    citation.refresh_from_db()
    assert citation.target.is_stub


def test_an_open_citation_heals_when_its_document_arrives(places):
    citing = make_document("引用别人的文件", region=places[0].parent)
    open_ = make_citation(citing, None, title="", number="杭政〔2015〕7号")

    document = store(make_reading(header=make_header("杭政〔2015〕7号", "关于甲的通知"))).document

    open_.refresh_from_db()
    assert (open_.target, open_.resolution) == (document, Resolution.NUMBER)


# --- circles, persons, cost ---------------------------------------------------------------------------------------------
def test_a_paper_may_cite_itself():
    header = make_header("杭政〔2016〕1号", "杭州市人民政府关于甲的通知")

    document = store(make_reading(header=header, citations=(cites("关于甲的通知"), cites(number="杭政〔2016〕1号"))), publish=True).document

    assert [citation.target for citation in document.citations.all()] == [document, document]
    assert document.state == State.PUBLISHED


def test_papers_may_cite_each_other_in_a_circle():
    (one,) = cite(cites(number="杭政〔2016〕2号"), serial=1)
    (other,) = cite(cites(number="杭政〔2016〕1号"), serial=2)

    one.refresh_from_db()
    assert (one.target, other.target) == (other.document, one.document)
    for document in Document.objects.all():
        document.move(State.PUBLISHED)
    assert Document.objects.published().count() == 2


@pytest.mark.parametrize("fields", [{"resolution": Resolution.PERSON}, {"review": Review.REJECTED}])
def test_what_a_person_decided_is_not_resolved_again(places, fields):
    citing = make_document("引用别人的文件")
    make_document("别的文件", number=("杭政", 2015, 7))
    citation = make_citation(citing, None, number="杭政〔2015〕7号", **fields)

    links.resolve(citing)

    citation.refresh_from_db()
    assert citation.target is None


def test_the_number_of_queries_does_not_grow_with_the_citations(places):
    counts = []
    links.reference_from_database()
    for serial, count in ((1, 2), (2, 20)):
        citing = make_document(f"第{serial}份", region=places[0], issued_on=date(2016, 1, 1))
        for number in range(count):
            make_citation(citing, None, number=f"杭政〔2015〕{serial}{number}号")
        with CaptureQueriesContext(connection) as queries:
            links.resolve(citing)
        counts.append(len(queries))

    assert counts[0] == counts[1]
