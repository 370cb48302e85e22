"""What comes in by mail, read without a database: from bytes to a person's own words."""
