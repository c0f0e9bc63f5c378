"""Why a file cannot be read: one sentence for each reason, with what to do about it."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """The message itself; marks it for the catalogue without needing Django."""
    return message


REASONS = {
    "empty": gettext_noop("The file is empty."),
    "no_text": gettext_noop("The file holds no text."),
    "too_large": gettext_noop("The file has %(size)s MB; at most %(limit)s MB are accepted."),
    "binary": gettext_noop("This is no text but %(what)s; send a txt, html, docx or pdf file."),
    "encoding": gettext_noop("The encoding is none of UTF-8, UTF-16, GB18030 and Big5; save the file as UTF-8 and send it again."),
    "old_word": gettext_noop("This is an old Word or WPS file; save it as docx and send it again."),
    "damaged": gettext_noop("The file claims to be %(what)s but is damaged and cannot be opened."),
    "bomb": gettext_noop("The file would unpack to %(size)s MB; at most %(limit)s MB are accepted."),
    "encrypted": gettext_noop("The PDF is protected by a password; remove the protection and send it again."),
    "scanned": gettext_noop("The PDF holds pictures of pages without a text layer; run text recognition on it first."),
    "garbled": gettext_noop("The text layer of the PDF cannot be decoded; copy the text from a viewer or run text recognition."),
    "missing": gettext_noop("There is no file at this place."),
    "forbidden": gettext_noop("The file may not be opened: %(what)s."),
}


class Unreadable(Exception):
    """A source that gives no text. `message` is an English msgid, `params` fill it in; `str()` is the English sentence."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason, self.message, self.params = reason, REASONS[reason], params
        super().__init__(self.message % params if params else self.message)
