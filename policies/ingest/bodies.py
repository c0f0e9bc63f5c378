"""Names of bodies as papers print them -> rows: found by name, alias or place and short name, or created.

省科技厅 in a paper of Liaoning, 辽宁省科技厅 and 辽宁省科学技术厅 are one body: the same region and the same name once the region
is taken off and the short form is written out. Bodies are created for issuers, and for a single department in charge whose
name says of which place it is; what is put in charge as a group (各市政府, 省直有关部门) is no body and stays a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.db.models import Q

from policies.models import BodyAlias, IssuingBody
from policies.reading import tables
from policies.reading.reference import RegionName

from .keys import fit, fitted, free_slug
from .places import Places, slug_of_name

# What stands for the region itself in its own papers: 省科技厅, 区政府, 市各有关部门.
LEVEL_WORDS = {
    "省": ("province",), "自治区": ("province",), "市": ("city", "province"), "州": ("city",), "盟": ("city",), "地区": ("city",),
    "区": ("county", "zone"), "县": ("county",), "旗": ("county",), "高新区": ("zone",), "开发区": ("zone",), "新区": ("zone",),
    "国家": ("country",),
}
NOT_LEVEL_WORDS = ("市场", "市政公用", "市容", "市民", "区域", "县域", "州际", "省际")
GROUPS = ("各", "有关", "相关", "其他", "直属", "等", "省直", "市直", "区直", "县直", "(", "（", "/")  # more than one body
FURTHER = ("级", "省", "市", "区", "县", "州", "旗", "乡镇")  # behind a level word: several levels at once, 市县财政局
KEY = tuple[str, str]  # slug of the region, name of the body without the region


class Bodies:
    """The bodies that one paper may name, fetched at once."""

    def __init__(self, places: Places, names: Iterable[str], near: str) -> None:
        self.places, self.near = places, near
        self._keys = {name: self._key(name) for name in dict.fromkeys(names) if name}
        self._by_name: dict[str, IssuingBody] = {}
        self._by_key: dict[KEY, IssuingBody | None] = {}
        self._fetch()

    def find(self, name: str) -> IssuingBody | None:
        """The body of a name as printed; None where no body or more than one answers to it."""
        return self._by_name.get(name) or self._by_key.get(self._keys.get(name) or self._key(name))

    def find_or_create(self, names: Iterable[str]) -> list[IssuingBody]:
        """The body of each name, each body once, in order; missing ones are created, offices under their government."""
        names = [name for name in dict.fromkeys(names) if name]
        self._create([government_of(name) for name in names if government_of(name)])
        self._create(names)
        found = [self.find(name) for name in names]
        return list(dict.fromkeys(body for body in found if body))

    def find_or_create_in_charge(self, names: Iterable[str]) -> dict[str, IssuingBody | None]:
        """The body of each name of who is in charge; departments of the paper's own places are created where they are missing.

        Their short names are kept as aliases of nobody: 省科技厅 is another body in another province.
        """
        names = list(dict.fromkeys(names))
        self._create([name for name in names if self._is_own_department(name)], keeps_aliases=False)
        return {name: self.find(name) for name in names}

    # --- recognising ----------------------------------------------------------------------------------------------------
    def _key(self, name: str) -> KEY:
        slug, rest = self._region_word(name)
        if not slug:
            slug, rest = self._region_name(name)
        return slug, full_form(rest)

    def _is_own_department(self, name: str) -> bool:
        """省科技厅 in a paper of a province: one department of a place that is known, and no doubt which."""
        slug, rest = self._region_word(name)
        is_further = rest.startswith(FURTHER) and not rest.startswith(NOT_LEVEL_WORDS)
        is_one = bool(slug) and not name.startswith("国家") and not is_further and not any(word in name for word in GROUPS)
        return is_one and kind_of(full_form(rest)) == IssuingBody.Kind.DEPARTMENT and self._key(name) not in self._by_key

    def _region_word(self, name: str) -> KEY:
        """省科技厅 -> the province of the paper."""
        if name.startswith(NOT_LEVEL_WORDS):
            return "", name
        chain = self.places.chain(self.near)
        for word in sorted(LEVEL_WORDS, key=len, reverse=True):
            if name.startswith(word) and len(name) > len(word) + 1:
                slug = next((region.slug for region in chain if region.kind in LEVEL_WORDS[word]), "")
                return slug, name.removeprefix(word)
        return "", name

    def _region_name(self, name: str) -> KEY:
        slug = slug_of_name(name, self.places.reference, near=self.near)
        if slug:
            return slug, without_region(name, self.places.chain(slug))
        return self.near, name

    def _fetch(self) -> None:
        slugs = {slug for slug, _ in self._keys.values() if slug}
        governments = [government_of(name) for name in self._keys]
        named = [*self._keys, *filter(None, governments)]
        asked = Q(name__in=named) | Q(alias_rows__name__in=named) | Q(region__slug__in=slugs)
        rows = IssuingBody.objects.filter(asked).select_related("region", "parent").prefetch_related("alias_rows").distinct()
        for body in rows:
            self._learn(body, [alias.name for alias in body.alias_rows.all()])

    def _learn(self, body: IssuingBody, aliases: Iterable[str] = ()) -> None:
        for name in (body.name, *aliases):
            self._by_name.setdefault(name, body)
            chain = self.places.chain(body.region.slug) if body.region else ()
            key = (body.region.slug if body.region else "", full_form(without_region(name, chain)))
            known = self._by_key.get(key, body)
            self._by_key[key] = body if known == body else None  # two bodies: a doubt, not a guess
        self._by_name[body.name] = body

    # --- creating -------------------------------------------------------------------------------------------------------
    def _create(self, names: list[str], *, keeps_aliases: bool = True) -> None:
        missing = {name: self._new_name(name) for name in dict.fromkeys(names) if self.find(name) is None}
        if not missing:
            return
        self.places.fetch(self._key(name)[0] for name in missing)
        taken = set(IssuingBody.objects.filter(slug__in=missing.values()).values_list("slug", flat=True))
        printed_of = {name: printed for printed, name in missing.items()}  # 省发改委 and 省发展改革委 are one
        rows = [self._row(printed, name, taken) for name, printed in printed_of.items()]
        for body in IssuingBody.objects.bulk_create(rows):
            self._learn(body)
        if not keeps_aliases:
            return
        aliases = [BodyAlias(body=self._by_name[name], name=printed) for printed, name in missing.items() if printed != name]
        for alias in BodyAlias.objects.bulk_create(aliases):
            self._by_name[alias.name] = alias.body

    def _row(self, printed: str, name: str, taken: set[str]) -> IssuingBody:
        slug = free_slug(fit(IssuingBody, "slug", name), taken)
        taken.add(slug)
        parent = self.find(government_of(printed)) if government_of(printed) else None
        region = self.places.get(self._key(printed)[0])
        return fitted(IssuingBody, slug=slug, name=name, kind=kind_of(name), region=region, parent=parent)

    def _new_name(self, name: str) -> str:
        """The name to file a new body under: short forms written out, 省 replaced by the province's name."""
        slug, rest = self._region_word(name)
        if slug:
            return f"{self.places.reference.regions[slug].name}{full_form(rest)}"
        slug = slug_of_name(name, self.places.reference, near=self.near)
        rest = without_region(name, self.places.chain(slug)) if slug else name
        return name.removesuffix(rest) + full_form(rest)


def without_region(name: str, chain: Iterable[RegionName]) -> str:
    """The name without the names of the regions that it begins with: 杭州市拱墅区人民政府 -> 人民政府."""
    spellings = sorted((spelling for region in chain for spelling in region.names), key=len, reverse=True)
    while found := next((spelling for spelling in spellings if name.startswith(spelling) and len(name) > len(spelling) + 1), ""):
        name = name.removeprefix(found)
    return name


def full_form(name: str) -> str:
    """The name with its short form written out: 科技厅 -> 科学技术厅, 商务委 -> 商务委员会."""
    short = next((short for short in tables.column("body_short_names", "short") if name.startswith(short)), None)
    if short:
        return _full_names()[short] + name.removeprefix(short)
    return f"{name}员会" if name.endswith("委") and len(name) > 2 else name


@cache
def _full_names() -> dict[str, str]:
    return {row["short"]: row["full"] for row in tables.rows("body_short_names")}


@cache
def _kinds() -> dict[str, str]:
    return {row["suffix"]: row["kind"] for row in tables.rows("body_kinds")}


def kind_of(name: str) -> str:
    """The kind of a body by the last word of its name."""
    if name.startswith(("中共", "中国共产党")):
        return IssuingBody.Kind.PARTY
    suffix = next((suffix for suffix in tables.column("body_kinds", "suffix") if name.endswith(suffix)), None)
    return _kinds()[suffix] if suffix else IssuingBody.Kind.OTHER


def government_of(name: str) -> str:
    """The government or committee that a general office belongs to; empty for any other body."""
    if kind_of(name) != IssuingBody.Kind.GENERAL_OFFICE:
        return ""
    return name.removesuffix("办公厅").removesuffix("办公室")
