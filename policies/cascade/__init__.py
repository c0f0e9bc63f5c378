"""The cascade: the same measure at the nation, the province, the city and the district, side by side.

    theme     | province: 辽政办发〔2015〕94号              | district: 拱政办发〔2016〕10号
    funding   | 二、（八）房租、宽带接入费用 … 适当补贴      | 三、（三）… 最高不超过100万元    <- first number here

Papers are compared that a person chose, that are tied to one by citation or by a shared basis in the same line of places,
or that speak of a theme where it applies. Each provision joins the row of its best counterpart among the papers before it.
"""

from .measures import A_CELL, Cascade, Entry, Row, cascade_of
from .papers import COLUMNS, MOST_DOCUMENTS, chosen, column_of, papers_of, speaking_of, tied_to

__all__ = [
    "A_CELL", "COLUMNS", "MOST_DOCUMENTS", "Cascade", "Entry", "Row", "cascade_of", "chosen", "column_of", "papers_of", "speaking_of",
    "tied_to",
]  # fmt: skip
