"""What the tests of subsidies share: a paragraph, the amounts of a clause, the rows of a page."""

from decimal import Decimal

from policies.models import AmountTerm
from tests.views.pages import having, words

PARAGRAPH = "（二）支持建设。对新评定的国家级、省级众创空间，分别给予90万元、40万元奖励。其他事项另行通知。"
SENTENCE = "对新评定的国家级、省级众创空间，分别给予90万元、40万元奖励"


def make_terms(clause, *terms):
    """Amount rows of (role, value, unit, other fields)."""
    for order, (role, value, unit, fields) in enumerate(terms):
        AmountTerm.objects.create(clause=clause, order=order, role=role, value=Decimal(value), unit=unit, **fields)
    clause.sum_up()


def whom(page):
    """The beneficiaries in the order of the table."""
    return [words(row.xpath("./td[1]")[0]) for row in having(page, "clause-row", "tr")]
