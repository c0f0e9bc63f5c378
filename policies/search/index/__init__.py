"""The index and its upkeep: what stands in it, where it stands, and how it follows the database."""
