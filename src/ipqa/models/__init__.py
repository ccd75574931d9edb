"""The models: embedders behind one Protocol, and the weights that ship with the package."""
