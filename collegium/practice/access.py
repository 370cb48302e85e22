"""Who may open the addresses of practice."""

from collegium.people.access import Table

ADDRESSES: Table = {}
