"""Walks through the product: real browsers, a really running server, real mail."""
