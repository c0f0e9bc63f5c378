"""The arrows of the house: imports point down, and pure parts stay pure."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A part -> the parts of this project it may import (itself is always allowed). The most specific name counts.
MAY_IMPORT = {
    "policies.reading": (),
    "policies.estimate": ("policies.reading",),
    "policies.models": ("policies.reading",),
    "policies.migrations": (),
    "policies.ingest": ("policies.reading", "policies.models"),
    "policies.search.tokens": ("policies.reading",),
    "policies.search.index": ("policies.reading", "policies.models", "policies.search.tokens"),
    "policies.search": ("policies.reading", "policies.models", "policies.search.tokens", "policies.search.index"),
    "policies.synthesis": ("policies.models",),
    "policies.graph": ("policies.models",),
    "policies.alignment": ("policies.reading",),
    "policies.revisions": (),
    "policies.indicators": ("policies.reading",),
    "policies.cascade": ("policies.reading", "policies.models", "policies.graph", "policies.alignment"),
    "policies.comparison": ("policies.models", "policies.search"),
    "policies.parameters": ("policies.reading", "policies.models", "policies.search"),
    "policies.filters": ("policies.parameters", "policies.models", "policies.search"),
    "policies.templatetags": ("policies.models", "policies.search", "policies.filters", "policies.graph", "policies.cascade"),
    "policies.views": ("policies.reading", "policies.models", "policies.search", "policies.filters", "policies.comparison", "policies.estimate", "policies.exports", "policies.graph", "policies.cascade", "policies.revisions", "policies.indicators"),
    "policies.urls": ("policies.views", "policies.feeds", "policies.exports"),
    "policies.admin": ("policies.reading", "policies.models", "policies.ingest"),
    "policies.management": ("policies.reading", "policies.models", "policies.ingest", "policies.search", "policies.estimate", "policies.synthesis"),
    "policies.apps": ("policies.models", "policies.search"),
    "policies.exports": ("policies.models", "policies.search", "policies.filters"),
    "policies.feeds": ("policies.models", "policies.search", "policies.filters"),
    "policies.sitemaps": ("policies.models",),
    "spaces": ("policies.models", "policies.search", "policies.filters", "policies.parameters"),
    "portal": ("policies", "spaces"),
}
# Pure parts: besides the standard library they may import these.
PURE = {"policies.reading": {"opencc"}, "policies.estimate": set(), "policies.alignment": set(), "policies.revisions": set()}


def modules():
    for package in ("portal", "policies", "spaces"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, path


def imports_of(name: str, path: Path):
    """Absolute names of all that a module imports, the lazy imports inside functions included."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (base, node.module) if part)
            yield from (f"{source}.{alias.name}" for alias in node.names)


def part_of(name: str) -> str | None:
    return max((part for part in MAY_IMPORT if f"{name}.".startswith(f"{part}.")), key=len, default=None)


def is_allowed(part: str, imported: str) -> bool:
    if part_of(imported) is None or part_of(imported) == part:
        return True
    return any(f"{imported}.".startswith(f"{allowed}.") for allowed in MAY_IMPORT[part])


@pytest.mark.parametrize(("name", "path"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_point_down(name, path):
    part = part_of(name)
    if part is None:
        pytest.skip("a package's own first line")

    upward = [imported for imported in imports_of(name, path) if not is_allowed(part, imported)]

    assert upward == []


@pytest.mark.parametrize(("name", "path"), [pair for pair in modules() if part_of(pair[0]) in PURE], ids=lambda v: v if isinstance(v, str) else "")
def test_pure_parts_need_nothing_from_outside(name, path):
    import sys  # noqa: PLC0415

    allowed = PURE[part_of(name)] | set(sys.stdlib_module_names) | {"policies"}

    assert {imported.split(".")[0] for imported in imports_of(name, path)} <= allowed


def test_only_the_portal_imports_spaces():
    importers = {part_of(name) for name, path in modules() for imported in imports_of(name, path) if imported.startswith("spaces")}

    assert importers <= {"portal", "spaces"}


def test_nothing_but_addresses_imports_views():
    views = ("policies.views", "spaces.views", "portal.views")
    importers = {name for name, path in modules() for imported in imports_of(name, path) if imported.startswith(views)}

    assert {name for name in importers if not name.startswith(views)} <= {"policies.urls", "spaces.urls", "portal.urls"}


def test_no_file_outgrows_the_house():
    long = {
        str(path.relative_to(ROOT)): lines
        for name, path in modules()
        if ".migrations" not in name and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}
