"""Who may open the addresses of programmes and groups."""

from collegium.people.access import Table

ADDRESSES: Table = {}
