"""The pages of mailing."""
