"""The official paper that the worked examples of estimates come from, as the portal ingests it."""

from pathlib import Path

from django.conf import settings

from policies.ingest.sources import read_path
from policies.ingest.store import ingest
from policies.models import Document
from tests.makers import make_body, make_gongshu


def ingest_gongshu() -> Document:
    """拱政办发〔2016〕10号, published, in its district."""
    make_body("杭州市拱墅区人民政府办公室", region=make_gongshu())
    path = Path(settings.FIXTURES_DIR) / "documents" / "拱政办发-2016-10.txt"
    return ingest(read_path(path), publish=True).document
