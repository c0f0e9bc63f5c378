"""`manage.py ingest`: whatever people send gives a clear sentence or a flagged draft, and nothing is lost."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from policies.management.commands import ingest as command
from policies.models import Document, State, SubsidyClause
from tests.ingest.files import docx_file, scanned_pdf, text_pdf

pytestmark = pytest.mark.django_db

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
PAPER = (
    "河西市人民政府文件\n\n河政发〔2016〕{serial}号\n\n河西市人民政府关于支持孵化器发展的意见\n\n各县人民政府，市政府各部门：\n\n"
    "为支持创业，根据《关于促进创业的通知》（河政发〔2016〕{cited}号），提出以下意见。\n\n一、发展目标\n\n到2020年，新增孵化器{serial}家。\n\n"
    "二、扶持政策\n\n对新认定的孵化器给予30万元补助。\n\n河西市人民政府\n\n2016年5月3日\n"
)


def paper(serial: int = 1, cited: int = 9) -> str:
    return PAPER.format(serial=serial, cited=cited)


def run(*paths: Path, publish: bool = False, verbosity: int = 1) -> tuple[str, str]:
    """What the command says, and the error it ends with."""
    out = io.StringIO()
    try:
        call_command("ingest", *map(str, paths), publish=publish, verbosity=verbosity, stdout=out, stderr=io.StringIO())
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def send(tmp_path):
    """Write files and ingest them: name -> content, text in UTF-8 or bytes."""

    def write_and_run(publish: bool = False, **files):
        for name, content in files.items():
            (tmp_path / f"{name}.txt").write_bytes(content.encode() if isinstance(content, str) else content)
        return run(*(tmp_path / f"{name}.txt" for name in files), publish=publish)

    return write_and_run


# --- what goes well -----------------------------------------------------------------------------------------------------
def test_a_paper_is_stored_with_what_was_read_out_of_it(send):
    out, error = send(a=paper())

    document = Document.objects.in_collection().get()
    assert (out.splitlines()[-1], error) == ("1 new, 0 changed, 0 unchanged, 0 refused", "")
    assert (document.number, document.targets.count(), document.subsidyclauses.count()) == ("河政发〔2016〕1号", 1, 1)


@pytest.mark.parametrize(
    "content",
    [
        paper().encode("gb18030"),
        paper().encode("utf-16"),
        docx_file(*paper().split("\n")),
        ("<html><body>" + "".join(f"<p>{line}</p>" for line in paper().split("\n")) + "</body></html>").encode(),
        text_pdf(*paper().split("\n")),
    ],
    ids=["gb18030", "utf-16", "docx", "html", "pdf"],
)
def test_every_kind_of_file_gives_the_same_document(send, content):
    send(a=content)

    document = Document.objects.in_collection().get()
    assert (document.number, document.title) == ("河政发〔2016〕1号", "河西市人民政府关于支持孵化器发展的意见")
    assert document.subsidyclauses.count() == 1


def test_the_second_run_changes_nothing(send):
    send(a=paper(1), b=paper(2), publish=True)
    before = list(Document.objects.values())

    out, _ = send(a=paper(1), b=paper(2), publish=True)

    assert out.splitlines()[-1] == "0 new, 0 changed, 2 unchanged, 0 refused"
    assert list(Document.objects.values()) == before


def test_a_changed_file_is_a_new_version(send):
    send(a=paper())

    out, _ = send(a=paper().replace("30万元", "40万元"))

    assert "1 changed" in out
    assert Document.objects.in_collection().get().versions.count() == 2


def test_a_folder_is_searched_for_files_it_can_read(tmp_path):
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    (tmp_path / "a.txt").write_text(paper(1), encoding="utf-8")
    (tmp_path / "deep" / "b.HTML").write_text(f"<html><p>{paper(2)}</p></html>", encoding="utf-8")
    (tmp_path / "deep" / ".hidden" / "c.txt").write_text(paper(3), encoding="utf-8")
    (tmp_path / "table.csv").write_text("a,b", encoding="utf-8")

    out, error = run(tmp_path)

    assert ("2 new" in out, error) == (True, "")


def test_the_table_beside_the_files_names_their_source(tmp_path):
    (tmp_path / "a.txt").write_text(paper(), encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,name,url,captured_on\na.txt,河西市人民政府网,https://example.org/a,2026-01-02\n", encoding="utf-8")

    run(tmp_path)

    document = Document.objects.in_collection().get()
    assert (document.source_name, document.source_url, str(document.captured_on)) == ("河西市人民政府网", "https://example.org/a", "2026-01-02")


def test_publishing_shows_the_paper_and_what_it_cites(send):
    send(a=paper(), publish=True)

    assert {document.is_stub for document in Document.objects.published()} == {False, True}


# --- what is refused ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (bytes(range(256)) * 20, "binary data"),
        (scanned_pdf(), "pictures of pages without a text layer"),
        ("これはにほんごのぶんしょうです。".encode("shift-jis") * 9, "none of UTF-8, UTF-16, GB18030 and Big5"),
    ],
    ids=["empty", "binary", "scanned", "encoding"],
)
def test_a_bad_file_is_refused_with_its_name_and_the_others_are_stored(send, content, sentence):
    out, error = send(bad=content, good=paper())

    assert "bad.txt" in out
    assert sentence in out
    assert out.splitlines()[-1] == "1 new, 0 changed, 0 unchanged, 1 refused"
    assert error == "1 of 2 files were refused."


def test_a_missing_file_is_refused(tmp_path):
    out, error = run(tmp_path / "nothing.txt")

    assert ("no file at this place" in out, bool(error)) == (True, True)


def test_a_file_that_is_too_large_is_refused(send, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024

    out, _ = send(a="字" * 400_000)

    assert "at most 1 MB" in out


def test_a_fault_of_our_own_refuses_one_file_and_is_logged(send, monkeypatch, caplog):
    true_ingest = command.ingest
    monkeypatch.setattr(command, "ingest", lambda source, **options: 1 / 0 if source.name == "a.txt" else true_ingest(source, **options))

    out, _ = send(a=paper(1), b=paper(2))

    assert "ZeroDivisionError" in out
    assert "1 new, 0 changed, 0 unchanged, 1 refused" in out
    assert "ingesting" in caplog.text


# --- what becomes a flagged draft ---------------------------------------------------------------------------------------
def flags(document: Document) -> set[str]:
    return {flag["rule"] for flag in document.current.flags}


def test_five_megabytes_of_text_are_stored(send):
    long = paper() + ("本段说明创业环境的建设情况，" * 40 + "没有数字。\n") * 3_000

    out, _ = send(a=long)

    assert len(long.encode()) > 5_000_000
    assert "1 new" in out
    assert Document.objects.in_collection().get().number == "河政发〔2016〕1号"


def test_a_text_without_a_header_is_a_flagged_draft_even_when_publishing(send):
    send(a="今天天气很好，大家出去走走。\n下午回来。", publish=True)

    document = Document.objects.get()
    assert (document.state, document.text != "") == (State.DRAFT, True)
    assert "unknown_region" in flags(document)


def test_one_number_of_two_bodies_gives_two_documents(send):
    out, _ = send(a=paper(), b=paper().replace("河西市", "河东市"))

    assert "2 new" in out
    assert sorted(Document.objects.in_collection().values_list("slug", flat=True)) == ["河政发-2016-1", "河政发-2016-1-2"]


def test_a_paper_that_cites_itself_is_stored(send):
    send(a=paper(1, cited=1), publish=True)

    document = Document.objects.published().get()  # and no stub of itself
    assert set(document.citations.values_list("target", flat=True)) <= {document.pk}


def test_papers_that_cite_each_other_are_stored(send):
    send(a=paper(1, cited=2), b=paper(2, cited=1), publish=True)

    one, other = Document.objects.order_by("number_serial")
    assert (one.citations.get().target, other.citations.get().target) == (other, one)


def test_an_unknown_region_is_flagged(send):
    send(a=paper())

    document = Document.objects.in_collection().get()
    assert document.region is None
    assert "unknown_region" in flags(document)


def test_a_paper_marked_secret_is_kept_from_the_public(send):
    out, _ = send(a="机密★1年\n\n" + paper(), publish=True)

    assert "may not be published" in out
    assert not Document.objects.published().exists()


# --- the real papers ----------------------------------------------------------------------------------------------------
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real papers stand beside the repository on some machines only")
def test_the_real_papers_are_linked_and_counted():
    call_command("load_reference", verbosity=0)

    out, error = run(*(next(SEEDS.glob(f"{serial}_*.txt")) for serial in ("000", "001", "003")), publish=True)

    documents = {document.slug: document for document in Document.objects.published()}
    assert ("3 new" in out, error) == (True, "")
    assert {"浙政办发-2015-79", "拱政-2015-6"} == {citation.target.slug for citation in documents["拱政办发-2016-10"].citations.exclude(target__isnull=True)}
    source = documents["国办发-2015-9"]
    assert (source.is_stub, source.lead_body.name) == (True, "国务院办公厅")
    assert {citation.document.slug for citation in source.cited_by.filter(relation="implements")} == {"大高管发-2015-29", "辽政办发-2015-94"}
    zone, district = documents["大高管发-2015-29"].region, documents["拱政办发-2016-10"].region
    assert SubsidyClause.objects.public().applying_in(district).count() == 9
    assert SubsidyClause.objects.public().applying_in(zone).filter(document=documents["辽政办发-2015-94"]).exists()
