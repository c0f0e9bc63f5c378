"""Ingestion: files become text (sources, formats), readings become linked records (store, links, stubs), tables become rows."""
