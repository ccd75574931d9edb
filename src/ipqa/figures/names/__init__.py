"""What a number measures: names from its clause, from rows, parts and totals, and from the figure before."""
