"""What a text is made of, whatever its format: lines, paragraphs, headings, captions, its title, dates and origin."""
