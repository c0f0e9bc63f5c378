"""Provisions cited (引用条款): which parts of another document a citation means, and where they stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policies.reading.citations.steps import Steps, steps_of

from .citation import Citation, Relation
from .provision import Provision

# What a paper's own marker may be where a citation names it by a unit; the first that the paper has counts.
# 第三条 of an opinion without articles is its 三、; 第二项 of an article is its （二） or 2.
WRITTEN = {
    "条": ("条", "、", "（）"), "点": ("、", "（）"), "部分": ("部分", "、"), "款": ("（）",), "项": ("（）", "、"), "目": ("、",),
    "编": ("编",), "章": ("章",), "节": ("节",), "、": ("、",), "（）": ("（）",),
}  # fmt: skip


class CitedPartQuerySet(models.QuerySet):
    def place(self) -> None:
        """Find each where it stands in the document cited as it is today; what is not found keeps no place. Three queries."""
        parts = list(self.select_related("citation"))
        targets = {part.citation.target_id for part in parts} - {None}
        outlines: dict[int, list[Provision]] = defaultdict(list)
        for row in Provision.objects.filter(document__in=targets).order_by("document_id", "order"):
            outlines[row.document_id].append(row)
        texts = _texts_of({part.citation.target_id for part in parts if "款" in part.marker})
        for part in parts:
            key = part.citation.target_id
            part.provision, part.start, part.until = find_place(steps_of(part.marker), outlines.get(key, ()), texts.get(key, ""))
        self.model.objects.bulk_update(parts, ["provision", "start", "until"], batch_size=100)

    def placed(self) -> CitedPartQuerySet:
        return self.filter(start__isnull=False)


class CitedPart(models.Model):
    """A part of the document cited: as printed, by its markers, its place [start, until) in that document's text.

    `relation` is the citation's, or repeals for what an amending document deletes. Without a marker words alone name the part.
    """

    citation = models.ForeignKey(Citation, models.CASCADE, related_name="parts", verbose_name=_("citation"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    printed = models.CharField(_("as printed"), max_length=120)
    marker = models.CharField(_("marker"), max_length=60, blank=True)
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)
    provision = models.ForeignKey(
        Provision, models.SET_NULL, null=True, blank=True, related_name="cited_parts", verbose_name=_("provision cited")
    )
    start = models.PositiveIntegerField(_("start"), null=True, blank=True, editable=False)
    until = models.PositiveIntegerField(_("until"), null=True, blank=True, editable=False)

    objects = CitedPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision cited")
        verbose_name_plural = _("provisions cited")
        ordering = ("citation", "order", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, until__isnull=True) | Q(start__lte=F("until")), name="cited_part_starts_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.marker or self.printed

    @property
    def is_placed(self) -> bool:
        return self.start is not None

    def covers(self, place: int | None) -> bool:
        """Whether a place in the document cited lies in it."""
        return self.is_placed and place is not None and self.start <= place < self.until


# --- finding ------------------------------------------------------------------------------------------------------------
def find_place(steps: Steps, outline: Sequence[Provision], text: str = "") -> tuple[Provision | None, int | None, int | None]:
    """The provision that the steps lead to, and the stretch of the text that is meant.

    Where the steps go deeper than the outline, the provision is the last one found and the stretch is that of a paragraph
    (第二款), or unknown.
    """
    found, below = None, list(outline)
    for number, (unit, value) in enumerate(steps):
        if unit == "附件":
            below = [row for row in below if row.path.startswith(f"附件{value}：")]
            if len(steps) == 1 and below:
                return below[0], below[0].start, below[-1].until
            continue
        row = None if unit == "款" and _is_article(found) else _first(below, unit, value)
        if row is None:
            paragraph = _paragraph(found, outline, text, value) if found and unit == "款" and number == len(steps) - 1 else None
            return (found, *(paragraph or (None, None)))
        found, below = row, [each for each in below if row.start < each.start < row.until]
    return (found, found.start, found.until) if found else (None, None, None)


def _first(rows: Iterable[Provision], unit: str, value: int) -> Provision | None:
    """The first provision with the marker, in the writing that the paper uses."""
    marked = [(row, steps[0]) for row in rows if (steps := steps_of(row.marker))]
    own = {step[0] for _row, step in marked}
    for written in (way for way in WRITTEN[unit] if way in own):
        return next((row for row, step in marked if step == (written, value)), None)
    return None


def _is_article(provision: Provision | None) -> bool:
    """Whether its paragraphs are counted (款); the items of an opinion's part are called so too."""
    return provision is not None and steps_of(provision.marker)[0][0] == "条"


def _paragraph(provision: Provision, outline: Iterable[Provision], text: str, number: int) -> tuple[int, int] | None:
    """The n-th paragraph of a provision; the items below a paragraph belong to it."""
    items = {row.start for row in outline if provision.start < row.start < provision.until}
    starts, place = [], provision.start
    while 0 <= place < min(provision.until, len(text)):
        if text[place : place + 1].strip() and place not in items:
            starts.append(place)
        newline = text.find("\n", place, provision.until)
        place = newline + 1 if newline >= 0 else provision.until
    if not 0 < number <= len(starts):
        return None
    return starts[number - 1], [*starts, provision.until][number]


def _texts_of(documents: set[int | None]) -> dict[int, str]:
    """Document -> its text, for the few of which a paragraph is meant."""
    versions = Provision._meta.get_field("document").related_model.objects.filter(pk__in=documents - {None})
    return dict(versions.exclude(current=None).values_list("pk", "current__text"))
