"""Posting to a channel of a chat: which services there are, what is said, how it is sent."""
