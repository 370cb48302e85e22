"""Who may open the addresses of insights."""

from collegium.people.access import Table

ADDRESSES: Table = {}
