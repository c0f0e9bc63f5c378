"""Policy documents: read, recorded, ingested, found, shown and governed."""
