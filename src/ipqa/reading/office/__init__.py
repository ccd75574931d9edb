"""Office Open XML: documents, workbooks and presentations, as their reader sees them."""
