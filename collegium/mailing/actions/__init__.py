"""The verbs of mailing: plan what is due, claim it, send it."""
