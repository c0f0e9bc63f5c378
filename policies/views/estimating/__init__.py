"""The estimate as a page shows it: what was asked for, the questions with what was typed, and the receipt."""
