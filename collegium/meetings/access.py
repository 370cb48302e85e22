"""Who may open the addresses of meetings."""

from collegium.people.access import Table

ADDRESSES: Table = {}
