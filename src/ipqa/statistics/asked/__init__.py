"""What a question asks: its words made plain, what they name, which operation, and the cells it wants."""
