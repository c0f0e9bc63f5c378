"""Promises that stand in rows: numbered items below a line that opens them (items.py), tables that lost their lines (grids.py)."""
