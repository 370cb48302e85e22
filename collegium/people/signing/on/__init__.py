"""Signing on by an organisation's own provider of identities: two protocols, one answer."""
