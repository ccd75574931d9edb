"""Text in pictures: made ready, recognised, put into reading order; pictures of pages as documents."""
