"""Wiring: settings, addresses, and the pages that join both apps."""
