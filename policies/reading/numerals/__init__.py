"""Chinese and Arabic numbers, sums of money, shares, ranges and dates, each with its place in the text.

>>> [(n.low, n.unit) for n in find_numbers("到2020年新增孵化机构20家，给予30万元奖励")]
[(Decimal('2020'), '年'), (Decimal('20'), '家'), (Decimal('300000'), '元')]
>>> parse_quantity("三十万")
Decimal('300000')
"""

from .dates import DateMention, find_dates, parse_date
from .find import Number, find_numbers
from .words import NumberError, chinese_value, parse_quantity

__all__ = [
    "DateMention",
    "Number",
    "NumberError",
    "chinese_value",
    "find_dates",
    "find_numbers",
    "parse_date",
    "parse_quantity",
]
