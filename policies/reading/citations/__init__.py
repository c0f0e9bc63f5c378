"""Other papers named in a text, and which of their provisions are meant."""
