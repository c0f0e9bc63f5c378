"""The cells of the cascade: each made in one piece, for a page holds fifty provisions with all that was read out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import NamedTuple, Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from policies.cascade import A_CELL, Entry, Row
from policies.models import Responsibility, SubsidyClause, SupportKind, Target

from .markup import CHINESE, in_chinese, tongue
from .policy_text import amount, quantity

register = template.Library()

LONGEST_SENTENCE = 220  # characters of a measure in its cell; the rest is a step away
LONGEST_HEADING = 40
MOST_AMOUNTS, MOST_TARGETS, MOST_ITEMS = 4, 4, 5
# 10家, 1000万元, 0.5%, 1:1 - a figure with the unit behind it is set in bold.
FIGURE = re.compile(r"\d[\d,.]{0,15}(?:[:：]\d{1,4})?\s?(?:%|[万亿]?(?:元|平方米|家|个|件|人|支|户|年|倍|场|名)?)")


class Worded(Protocol):
    sentence: str
    marks: Sequence[str]


class TableRow(NamedTuple):
    theme: object
    cells: list[SafeString]


@register.filter
def at(table: Mapping[object, object], key: object) -> object:
    """The entry of a table for a key, "" where there is none."""
    return table.get(key, "")


@register.filter
def table_rows(rows: Iterable[Row]) -> list[TableRow]:
    """The rows of the table, a cell for each level."""
    words = Words()
    return [TableRow(row.theme or "—", [mark_safe(words.cell(cell)) for cell in row.cells]) for row in rows]  # noqa: S308 - escaped piece by piece


@register.filter
def worded(entry: Worded) -> SafeString:
    """The sentence of a measure: words of the counterpart marked, figures in bold, everything else as plain text."""
    text = entry.sentence[:LONGEST_SENTENCE] + ("…" if len(entry.sentence) > LONGEST_SENTENCE else "")
    pieces, at = [], 0
    for start, end, tag in sorted(_marked(text, entry.marks)):
        if start >= at:
            pieces += [escape(text[at:start]), f"<{tag}>{escape(text[start:end])}</{tag}>"]
            at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308 - every piece of the text was escaped above


def _marked(text: str, words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where the words and the figures stand; of those that overlap the first counts, and of words that begin together the longest."""
    yield from ((match.start(), match.end(), "strong") for match in FIGURE.finditer(text))
    begun: set[int] = set()
    for word in sorted(words, key=len, reverse=True):
        start = text.find(word)
        while start >= 0:
            if start not in begun:
                yield start, start + len(word), "mark"
                begun.add(start)
            start = text.find(word, start + 1)


class Words:
    """What the cells of one page share, in the language of the page: each word translated once, each address made once."""

    def __init__(self) -> None:
        self.comma = escape(pgettext("list", ", "))
        self.first, self.puts = escape(_("first number here")), escape(_("puts a number to it"))
        self.lead, self.joint, self.shared = escape(_("Lead")), escape(_("joint")), escape(_("Shared words"))
        self.adds, self.drops = escape(_("adds")), escape(_("drops"))
        self.alike = escape(_("%(score)s of 100 alike %(number)s %(path)s"))
        self.kind = cache(lambda kind: escape(SupportKind(kind).label))
        self.address = cache(lambda record: escape(record.get_absolute_url()))

    def cell(self, entries: Sequence[Entry]) -> str:
        if not entries:
            return '<td class="is-bare"><span class="soft">—</span></td>'
        shown = "".join(self.measure(entry) for entry in entries[:A_CELL])
        return f"<td>{shown}{self.others(entries[A_CELL:])}</td>"

    def others(self, entries: Sequence[Entry]) -> str:
        """The provisions of a cell beyond those shown, folded."""
        if not entries:
            return ""
        links = "".join(f"<li>{self.link(entry)}</li>" for entry in entries)
        summary = escape(_("and %(number)s more alike") % {"number": len(entries)})
        return f'<details class="soft small"><summary>{summary}</summary><ul class="plain">{links}</ul></details>'

    def measure(self, entry: Entry) -> str:
        mark = f'<p class="first-number">{self.first}</p>' if entry.is_first_number else ""
        mark = f'<p class="puts-number">{self.puts}</p>' if not mark and entry.puts_a_number else mark
        return (
            f'<article class="measure"><h3{CHINESE}>{self.link(entry)}</h3><p class="soft small"{CHINESE}>{named(entry)}</p>'
            f'<p class="measure-words"{CHINESE}>{worded(entry)}</p>{mark}'
            f"{self.figures(entry)}{self.bodies(entry)}{self.reason(entry)}</article>"
        )

    def link(self, entry: Entry) -> str:
        heading = Truncator(entry.provision.heading).chars(LONGEST_HEADING) if len(entry.provision.heading) > LONGEST_HEADING else entry.provision.heading
        place = f"{self.address(entry.document)}#{escape(entry.provision.anchor)}"
        return f'<a href="{place}">{escape(entry.provision.cited)} {escape(heading)}</a>'

    # --- what was read out of it --------------------------------------------------------------------------------------------
    def figures(self, entry: Entry) -> str:
        lines = [self.clause(clause) for clause in entry.clauses]
        lines += [self.target(target) for target in entry.targets[:MOST_TARGETS]]
        if (number := len(entry.targets)) > MOST_TARGETS:
            said = _("%(number)s targets in all") % {"number": number}
            lines.append(f'<li class="soft small">{escape(said)}</li>')
        return f'<ul class="plain measure-figures">{"".join(lines)}</ul>' if lines else ""

    def clause(self, clause: SubsidyClause) -> str:
        terms = clause.amounts.all()[:MOST_AMOUNTS]
        figures = " · ".join(escape(f"{term.tier} {amount(term)}" if term.tier else amount(term)) for term in terms)
        kinds = self.comma.join(map(self.kind, clause.kinds))
        return f'<li><a class="figure"{tongue(figures)} href="{self.sentence(clause)}">{figures}</a> <span class="soft small">{kinds}</span></li>'

    def target(self, target: Target) -> str:
        figure = escape(quantity(target.low, target.unit, target.high))
        return f'<li>{in_chinese(target.indicator)} <a class="figure"{tongue(figure)} href="{self.sentence(target)}">{figure}</a></li>'

    def sentence(self, finding: SubsidyClause | Target) -> str:
        return f"{self.address(finding.document)}#{finding.fragment}"

    def bodies(self, entry: Entry) -> str:
        if not entry.bodies:
            return ""
        joint = "、".join(escape(body.body_name) for body in entry.joint)
        joint = f' <span class="soft">{self.joint}</span> <span{CHINESE}>{joint}</span>' if joint else ""
        return f'<p class="small"><span class="soft">{self.lead}</span> {"、".join(map(self.body, entry.leads))}{joint}</p>'

    def body(self, body: Responsibility) -> str:
        name = escape(body.body_name)
        return f'<a href="{self.address(body.body)}"{CHINESE}>{name}</a>' if body.body else f'<span{CHINESE}>{name}</span>'

    # --- what it answers ----------------------------------------------------------------------------------------------------
    def reason(self, entry: Entry) -> str:
        other = entry.counterpart
        if other is None:
            return ""
        alike = self.alike % {"score": entry.score, "number": in_chinese(other.document.number or other.document.title), "path": in_chinese(other.provision.cited)}
        return (
            f'<details class="measure-why"><summary>{alike}</summary><p><span class="soft">{self.shared}</span> '
            f'<span{CHINESE}>{escape("、".join(entry.shared))}</span></p></details>'
            f"{self.items('ins', self.adds, entry.added)}{self.items('del', self.drops, entry.dropped)}"
        )

    def items(self, tag: str, word: str, items: Sequence[str]) -> str:
        said = escape("、".join(items[:MOST_ITEMS]))
        return f'<p class="small"><{tag}>{word}</{tag}> <span{CHINESE}>{said}</span></p>' if items else ""


def named(entry: Entry) -> str:
    return escape(entry.document.number or entry.document.title)
