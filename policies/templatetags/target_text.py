"""Targets and reported figures as rows of a table: all strings of a row made at once, for a page holds sixty of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from policies.models import Comparator, Region, ReportedFigure, Target, ValidityState
from policies.models.target import Certainty, Qualifier

from .markup import CHINESE, escaped, in_chinese, label_of, shortened, tongue
from .policy_text import dated, level_badge, partly_dated, quantity, validity_word

register = template.Library()

LONGEST_QUOTE = 120  # characters of the sentence that a figure shows when it is pointed at
DASH = '<span class="soft">—</span>'


class Barred(Protocol):
    """A target on the scale of its chart."""

    target: Target
    x: int
    x_high: int
    open_to: int | None
    figures: list[tuple[ReportedFigure, int]]
    is_overdue: bool


@register.filter
def target_rows(targets: Iterable[Target], with_figures: bool = False) -> SafeString:
    """The rows of a list of targets; with the figures reported beside each, where they were laid there."""
    words = Words()
    return mark_safe("\n".join(words.row(target, with_figures=with_figures) for target in targets))  # noqa: S308 - escaped cell by cell


@register.filter
def bar_rows(bars: Iterable[Barred]) -> SafeString:
    """The rows of a chart: a bar each, and the same in words in the cells around it."""
    words = Words()
    return mark_safe("\n".join(map(words.bar, bars)))  # noqa: S308 - escaped cell by cell


@register.filter
def figure_items(figures: Iterable[ReportedFigure]) -> SafeString:
    """The entries of a list of reported figures."""
    words = Words()
    return mark_safe("\n".join(map(words.item, figures)))  # noqa: S308 - escaped piece by piece


class Words:
    """What the rows of one page share, in the language of the page: each word translated once, each place made once."""

    def __init__(self) -> None:
        self.label = cache(label_of)
        self.place = cache(_place)
        names = ("Indicator", "Target", "By", "Certainty", "Reported", "Source")
        self.indicator, self.target, self.by, self.certainty, self.reported, self.source_label = (escaped(_(name)) for name in names)
        self.no_deadline, self.no_place = _soft(_("no deadline stated")), _soft(_("No place stated"))
        self.overdue = _soft(_("deadline passed, no figure in the collection"))
        self.on_day, self.at_end, self.as_of = _("by %(day)s"), _("by the end of %(day)s"), _("as of %(day)s")

    # --- the list -----------------------------------------------------------------------------------------------------------
    def row(self, target: Target, *, with_figures: bool) -> str:
        reported = self.cell_of_figures(target.reported) if with_figures else ""
        scope = f" {in_chinese(target.scope, 'soft')}" if target.scope else ""
        title = f' title="{escaped(shortened(target.quote, LONGEST_QUOTE))}"'
        return (
            f'<tr id="target-{target.pk}"><th scope="row" data-label="{self.indicator}">{in_chinese(target.indicator)}{scope}</th>\n'
            f'<td class="amount" data-label="{self.target}"><div>{self.amount(target, title)}</div></td>\n'
            f'<td data-label="{self.by}">{self.deadline(target)}</td>\n'
            f'<td data-label="{self.certainty}">{self.label(Certainty, target.certainty)}</td>\n{reported}'
            f'<td data-label="{self.source_label}">{source(target)}</td></tr>'
        )

    def cell_of_figures(self, figures: list[ReportedFigure]) -> str:
        shown = "".join(f"<div>{self.figure(figure)}</div>" for figure in figures) or DASH
        return f'<td class="amount{"" if figures else " is-empty"}" data-label="{self.reported}">{shown}</td>\n'

    def amount(self, target: Target, title: str = "") -> str:
        figure = escaped(quantity(target.low, target.unit, target.high))
        comparator = self.label(Comparator, target.comparator)
        return f'<span class="comparator">{comparator}</span> <a class="figure"{tongue(figure)} href="{escaped(target.sentence_url)}"{title}>{figure}</a>'

    def deadline(self, target: Target) -> str:
        if not target.deadline:
            return self.no_deadline
        said = (self.on_day if target.deadline_precision == "day" else self.at_end) % {"day": partly_dated(target.deadline)}
        title = f' title="{escaped(target.deadline_quote)}"' if target.deadline_quote else ""
        return f'<time datetime="{escaped(target.deadline)}"{title}>{escaped(said)}</time>'

    # --- figures ------------------------------------------------------------------------------------------------------------
    def figure(self, figure: ReportedFigure) -> str:
        more = f'<span class="comparator">{self.label(Qualifier, figure.qualifier)}</span> ' if figure.qualifier else ""
        day = f" {_soft(self.as_of % {'day': partly_dated(figure.as_of)})}" if figure.as_of else ""
        title = escaped(shortened(figure.quote, LONGEST_QUOTE))
        number = escaped(quantity(figure.quantity, figure.unit))
        return f'{more}<a class="figure"{tongue(number)} href="{escaped(figure.sentence_url)}" title="{title}">{number}</a>{day}'

    def item(self, figure: ReportedFigure) -> str:
        document = figure.document
        return (
            f'<li><span class="figure-name"{CHINESE}>{escaped(figure.indicator)}</span> <span class="figure-value">{self.figure(figure)}</span> '
            f'<a class="soft"{CHINESE} href="{escaped(document.get_absolute_url())}">{escaped(document.number or document.title)}</a></li>'
        )

    # --- bars ---------------------------------------------------------------------------------------------------------------
    def bar(self, bar: Barred) -> str:
        target = bar.target
        place = self.place(target.region) if target.region else self.no_place
        scope = f" {in_chinese(target.scope, 'soft small')}" if target.scope else ""
        day = f'<time datetime="{escaped(target.deadline)}">{escaped(dated(target.deadline_on, target.deadline_precision))}</time>'
        figures = "".join(f"<div>{self.figure(figure)}</div>" for figure, _x in bar.figures)
        return (
            f'<tr><th scope="row">{place}{scope}</th><td>{self.amount(target)}</td><td>{drawn(bar)}</td>'
            f"<td>{day if target.deadline else self.no_deadline}</td>"
            f"<td>{figures or (self.overdue if bar.is_overdue else DASH)}</td><td>{source(target)}</td></tr>"
        )


def drawn(bar: Barred) -> str:
    level = bar.target.region.level if bar.target.region else "unknown"
    marks = [f'<path class="range-open" d="M{bar.x_high} 12H{bar.open_to}"/>'] if bar.open_to is not None else []
    if bar.x != bar.x_high:
        marks.append(f'<path class="range-bar" d="M{bar.x} 12H{bar.x_high}"/>')
    marks += [f'<circle cx="{x}" cy="12" r="5"/>' for x in dict.fromkeys((bar.x, bar.x_high))]
    marks += [f'<path class="range-figure" d="M{x} 4v16"/>' for _figure, x in bar.figures]
    return (
        f'<svg class="range level-{level}" viewBox="0 0 300 24" width="300" height="24" aria-hidden="true" focusable="false">'
        f'<path class="range-axis" d="M8 12H292"/>{"".join(marks)}</svg>'
    )


def source(target: Target) -> str:
    """The paper and the provision that the target stands in, and what is recorded of their validity."""
    link = f'<a{CHINESE} href="{escaped(target.sentence_url)}">{escaped(target.document.number or target.document.title)}</a>'
    cited = f' <span class="soft"{CHINESE}>{escaped(target.provision.cited)}</span>' if target.provision else ""
    return f"{link}{cited}{standing(target)}"


def standing(target: Target) -> str:
    """The state of what the target stands in, where any is recorded; that nothing is known is said once above the rows."""
    return "" if target.validity_state == ValidityState.UNVERIFIED else f" {validity_word(target.validity_state)}"


def _place(region: Region) -> str:
    badge = level_badge(region.level, region.get_kind_display())
    return f'{badge} <a{CHINESE} href="{escaped(region.get_absolute_url())}">{escaped(region.name)}</a>'


def _soft(text: str) -> str:
    return f'<span class="soft">{escaped(text)}</span>'
