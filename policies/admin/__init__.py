"""Governed: staff enter documents, judge what was read out of them, and move them through the workflow."""

from . import documents, findings, people, reference

__all__ = ["documents", "findings", "people", "reference"]
