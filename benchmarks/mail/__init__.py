"""The parts of the mail benchmark."""
