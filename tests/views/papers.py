"""Papers for several tests: the official one that the worked examples of estimates come from, and one of great length."""

from pathlib import Path

from django.conf import settings

from policies.ingest.sources import read_path
from policies.ingest.store import ingest
from policies.models import Document
from policies.views.paper.leaves import LONGEST
from tests.makers import make_body, make_document, make_gongshu, make_provision, make_target

CHAPTERS = 10
LINE = "各级各部门要落实责任,加强协调,推进众创空间建设。"


def ingest_gongshu() -> Document:
    """拱政办发〔2016〕10号, published, in its district."""
    make_body("杭州市拱墅区人民政府办公室", region=make_gongshu())
    path = Path(settings.FIXTURES_DIR) / "documents" / "拱政办发-2016-10.txt"
    return ingest(read_path(path), publish=True).document


def make_long_paper() -> Document:
    """Ten chapters, two to a page, each with a target at its end."""
    chapter = "\n".join([LINE] * (LONGEST * 2 // 5 // len(LINE)))
    texts = [f"{number}、任务\n{chapter}" for number in range(CHAPTERS)]
    paper = make_document("很长的通知", text="\n".join(texts), slug="很长的通知")
    position = 0
    for number, text in enumerate(texts):
        start, until = position, position + len(text)
        provision = make_provision(paper, f"{number}、", "任务", anchor=f"p{number}", start=start, end=start + 4, until=until)
        make_target(paper, f"指标{number}", quote="众创空间", start=until - 7, end=until - 3, provision=provision)
        position = until + 1
    return paper
