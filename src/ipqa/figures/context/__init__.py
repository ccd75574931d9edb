"""Where, when and whose: periods, places, zones and bodies, and what paragraphs and documents hand down."""
