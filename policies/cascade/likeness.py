"""How a provision is compared: its words, and among them what it is about.

The rarity of a word is counted among the papers compared, where the closing provisions of one say much that is rare there and
common in all papers (形成合力, 典型经验). Two short ones on different matters then win over two long ones on the same. What a
provision is about was read from its heading and text against the table of themes; as a word of its own, rare or common among
these papers like any other, it draws together what is on one matter in other words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from policies.alignment import Passage

# As often a word of the passage as its theme counts: 4.5 times one that stands there once. Measured on pairs written down by
# hand: 24 to 64 find the same counterparts nearly always, and the themes behind the strongest add nothing to it.
THEME_COUNTS = 32


@dataclass(frozen=True)
class Measure(Passage):
    """A passage with the slug of its strongest theme; one without a theme is compared by its words alone."""

    theme: str = ""

    @property
    def terms(self) -> Counter[str]:
        words = super().terms
        if self.theme:
            words = words.copy()
            words[f"theme {self.theme}"] = THEME_COUNTS  # no word of a text holds a space
        return words
