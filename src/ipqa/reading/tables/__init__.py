"""Tables, whatever their format: cells with their reach become a rectangle with header, labels, unit and notes."""
