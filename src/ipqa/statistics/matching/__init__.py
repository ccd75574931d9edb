"""Which figure is the one asked for: slots held against figures, words aligned, twins told apart."""
