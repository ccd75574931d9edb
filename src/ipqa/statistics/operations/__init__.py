"""One module for each way of answering from figures: which figures it takes, in which order, and why not."""
