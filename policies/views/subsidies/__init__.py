"""Subsidy clauses: the finder, the page of one clause, places side by side."""
