"""PDF: what stands on each page, what of it can be seen, its lines and tables, and where each of them stands."""
