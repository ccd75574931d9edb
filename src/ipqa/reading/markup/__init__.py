"""HTML and Markdown: what a reader of the page sees."""
