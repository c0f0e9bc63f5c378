"""What became of the provisions of a paper, told where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policies.models import Relation
from policies.models.validity import Effect

from .layout import Part


def tell_changes(parts: Sequence[Part], effects: Iterable[Effect]) -> None:
    """Give each part the repeals and amendments of its provision; what stands in a repealed provision is over with it."""
    of_provision = {part.provision.pk: part for part in parts if part.provision}
    for effect in (one for one in effects if one.part):
        if changed := of_provision.get(effect.part.provision_id):
            changed.changes.append(effect)
        if effect.relation == Relation.REPEALS and "款" not in effect.part.marker:
            for part in (one for one in parts if one.provision and effect.part.covers(one.provision.start)):
                part.is_over = True
