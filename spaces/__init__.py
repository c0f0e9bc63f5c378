"""Makerspaces and what surrounds them: platforms, programmes, events, and what reports say of them."""
