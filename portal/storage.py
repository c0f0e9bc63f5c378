"""Static files as a browser gets them: one style sheet and one script, named by their content and compressed.

In the sources each part is a file of its own, and css/site.css and js/site.js import them, which browsers follow. When
static files are collected the imports are written into these two, so that a page makes two requests and not a dozen.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

Paths = dict[str, tuple[Storage, str]]

# @import "base.css"; in a style sheet, import "./outline.js"; in a script: each alone on its line
IMPORT = re.compile(r'^(?:@import|import) "(?:\./)?(?P<name>[^"\n]+)";[ \t]*$', re.MULTILINE)
BUNDLES = ("css/site.css", "js/site.js")


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """The storage of an installation: bundles first, then names by content, then compression."""

    def post_process(self, paths: Paths, dry_run: bool = False, **options: object) -> Iterator[tuple[str, str | None, object]]:
        if not dry_run:
            paths = {**paths, **write_bundles(self, paths)}
        yield from super().post_process(paths, dry_run, **options)


def write_bundles(storage: StaticFilesStorage, paths: Paths) -> Paths:
    """Write each bundle that has a source into the storage; where they stand now.

    Always from the sources: a part may have changed while the file that imports it did not.
    """
    written: Paths = {}
    for name in BUNDLES:
        if name in paths:
            content = bundled(name, lambda part: _source(paths, part))
            storage.delete(name)
            storage.save(name, ContentFile(content.encode()))
            written[name] = (storage, name)
    return written


def bundled(name: str, source: Callable[[str], str]) -> str:
    """The file with the files that it imports written in the place of the imports; they may not import others."""
    folder = posixpath.dirname(name)
    return IMPORT.sub(lambda match: source(posixpath.normpath(posixpath.join(folder, match["name"]))).strip(), source(name))


def _source(paths: Paths, name: str) -> str:
    if name not in paths:
        raise ImproperlyConfigured(f"“{name}” is imported by a bundle and is no static file")
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
