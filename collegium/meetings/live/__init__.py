"""The live session: what is shown to whom, and how it gets there."""
