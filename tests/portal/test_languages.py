"""Every public page in Chinese, without a word of English that escaped the translation; and in English, when asked for."""

import re
from html.parser import HTMLParser

import pytest

from policies.ingest.sources import read_source
from policies.ingest.store import ingest
from spaces.models import Event, Platform, PlatformFigure, Programme, Space
from tests.makers import make_dalian_zone, make_document, make_figure, make_gongshu

pytestmark = pytest.mark.django_db

PAPERS = (
    """拱墅区人民政府办公室文件
拱政办发〔2018〕12号
拱墅区人民政府办公室关于支持众创空间发展的实施意见
各街道办事处，区政府各部门：
为贯彻《国务院办公厅关于发展众创空间的指导意见》（国办发〔2015〕9号），根据《拱墅区人才办法》（拱政发〔2016〕3号），提出如下意见。
一、发展目标
到2020年，力争全区众创空间达到20家，新增面积5万平方米以上。
二、扶持措施
（一）加大奖励。对新认定的国家级、省级众创空间，分别给予50万元、20万元一次性奖励。（责任单位：区科技局、区财政局）
（二）减免房租。对入驻企业10家以上的众创空间，按实际支出的50%给予补贴，每家每年最高30万元。
（三）对重大项目实行一事一议。
三、附则
《拱墅区孵化器办法》（拱政发〔2014〕8号）同时废止。本意见自2018年6月1日起施行，有效期2年。
拱墅区人民政府办公室
2018年5月20日
""",
    """大连高新区管理委员会文件
大高管发〔2019〕7号
大连高新区管理委员会关于建设孵化器的通知
各有关单位：
到2021年底，孵化器达到30家。给予孵化器每家10万元奖励。
大连高新区管理委员会
2019年3月1日
""",
    """拱墅区人民政府文件
拱政发〔2014〕8号
拱墅区人民政府关于印发拱墅区孵化器办法的通知
各街道办事处：
一、给予孵化器每家10万元奖励。
拱墅区人民政府
2014年3月1日
""",
)
ODD_QUESTIONS = (
    "/search/?q=众创空间", "/search/?q=奖励&tab=clauses", "/search/?q=找不到的词", "/search/?q=众创空间&level=zone&year=2018",
    "/documents/?level=银河&year=今年&on=明天&region=不存在&page=999&order=乱&参数=值", "/documents/?region=330105&reach=only&page=9",
    "/subsidies/?region=330105&reach=below&amount=without", "/subsidies/?validity=repealed", "/targets/?region=330105&due=2020",
    "/targets/?q=找不到的词", "/regions/?q=拱墅", "/regions/?q=找不到的词", "/regions/999999/", "/bodies/?page=8&参数=值",
    "/spaces/?region=不存在&reach=远", "/spaces/?region=330105", "/health/", "/不存在/",
    "/estimate/?region=330105&who=space&who=company", "/compare/?document=拱政办发〔2018〕12号",
    "/compare/?document=银河&theme=银河&region=银河&参数=值", "/subsidies/compare/?region=330105&region=大连高新区", "/coverage/",
)
MOST_PAGES = 110
# What stays in Latin letters on a Chinese page: names of standards and formats, and the switch to English.
ALLOWED = {"English", "GB/T", "SHA-256", "SHA", "txt", "CSV", "XLSX", "JSON", "ICP", "Cookie", "BM", "SQLite", "PostgreSQL", "page"}
# An address, a shortened digest, and the values that a filter takes, as they stand in the address.
CODES = re.compile(r"https?://\S+|\b[0-9a-f]{12}\b|可用的(?:值|参数)：[a-z_, ]+")
WORD = re.compile(r"[A-Za-z](?:[A-Za-z/'-]*[A-Za-z])")
SPOKEN = ("aria-label", "placeholder", "title", "alt", "data-label")


class Visible(HTMLParser):
    """The words that people see or hear: text, and attributes that are read out. What is marked as English is left out."""

    def __init__(self):
        super().__init__()
        self.words, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        self.words += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def english_in(page):
    """The words in Latin letters that a Chinese page should not have, each with where it stands."""
    parser = Visible()
    parser.feed(page)
    texts = (CODES.sub(" ", text) for text in parser.words)
    return {word: text.strip()[:80] for text in texts for word in WORD.findall(text) if word not in ALLOWED}


@pytest.fixture
def collection():
    """Papers read by the reader itself, a report with its facts, a repealed and a withdrawn paper."""
    place, zone = make_gongshu(), make_dalian_zone()
    for paper in PAPERS:
        assert ingest(read_source(paper.encode(), "文件.txt"), publish=True).status == "new"
    report = make_document("众创空间建设见闻", genre="report", region=zone, source_name="某报", slug="见闻")
    make_figure(report, as_of="2019-12", qualifier="more", region=zone)
    Space.objects.create(name="某某空间", region=place, report=report)
    platform = Platform.objects.create(name="某某平台", region=zone, report=report)
    PlatformFigure.objects.create(platform=platform, label="服务企业", quantity=30, unit="家", qualifier="nearly")
    Programme.objects.create(name="某某行动", region=zone, report=report, year=2015).places.add(place)
    Event.objects.create(name="某某大赛", region=zone, report=report, year=2016)


def walk(client, start):
    """(address, page) of each page that can be reached by links, and of the odd questions."""
    waiting, seen = [start, *ODD_QUESTIONS], set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code in (301, 302):
            waiting.append(answer["Location"])
        elif "html" in answer["Content-Type"]:
            page = answer.content.decode()
            waiting += [link for link in re.findall(r'href="(/[^"#?]*)"', page) if not link.startswith(("/static/", "/admin/"))]
            yield address, page


def test_no_page_in_chinese_has_an_english_word(client, collection):
    pages = dict(walk(client, "/"))

    assert len(pages) > 40
    assert {address: words for address, page in pages.items() if (words := english_in(page))} == {}


def test_pages_are_english_for_who_asks_for_it(client, collection):
    client.cookies["django_language"] = "en"
    for address in ("/", "/documents/", "/subsidies/", "/targets/", "/regions/330105/", "/spaces/", "/about/"):
        page = client.get(address).content.decode()

        assert '<html lang="en"' in page
        assert "Policy Portal" in page
        assert "政策溯源" not in page


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>目标<span>targets</span></p>", {"targets": "targets"}),
        ('<p aria-label="Filters">筛选</p>', {"Filters": "Filters"}),
        ("<script>var hidden = 1</script><p>GB/T 2260</p>", {}),
        ("<p>http://testserver/documents/</p><small>0f89dc83469a</small>", {}),
    ],
)
def test_english_words_are_found_on_a_page(page, expected):
    assert english_in(page) == expected
