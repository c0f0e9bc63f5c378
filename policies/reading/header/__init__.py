"""The elements of GB/T 9704-2012 around the text, and what the page says of them."""
