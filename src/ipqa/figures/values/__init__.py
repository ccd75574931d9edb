"""Numbers in text: digits, numerals, units, ranks, scores, lengths of time, and what compares them."""
