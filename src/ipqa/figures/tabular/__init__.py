"""Cells of tables -> Figures: headers, titles, units, notes."""
