"""The labelled set behind what we say of the search."""
