"""Who may open the addresses of library."""

from collegium.people.access import Table

ADDRESSES: Table = {}
