"""Who may open the addresses of mailing."""

from collegium.people.access import Table

ADDRESSES: Table = {}
