"""The colours of the sheet of tokens against what they stand on, in both schemes, as WCAG 2.1 reckons contrast."""

import re

import pytest
from django.conf import settings

TOKEN = re.compile(r"--([a-z]+): (#[0-9a-f]{6});")
GROUNDS = ("paper", "sheet", "mark")
WORDS = ("ink", "soft", "red", "blue", "green", "amber", "national", "province", "city", "county", "zone")
MARKS = ("field",)  # borders of fields and edges of tables: no words


def schemes():
    """The colours of the light and of the dark scheme, by their names."""
    light, dark = (settings.BASE_DIR / "static/css/tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    colours = dict(TOKEN.findall(light))
    return {"light": colours, "dark": colours | dict(TOKEN.findall(dark))}


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_guideline():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("names", "least"), [(WORDS, 4.5), (MARKS, 3)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_is_told_from_what_it_stands_on(scheme, names, least):
    colours = schemes()[scheme]
    pale = {(name, ground): contrast(colours[name], colours[ground]) for name in names for ground in GROUNDS}

    assert {pair: ratio for pair, ratio in pale.items() if ratio < least} == {}
