"""What the composition engine says in codes, as sentences for a lead."""
