"""Invented documents in the manner of policy papers, to grow the collection for measurements.

The grammar knows where each clause and target stands, so the rows are exact without reading; the text is real enough to be read.
"""
