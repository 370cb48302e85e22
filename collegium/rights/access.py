"""Who may open the addresses of rights."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "rights:kept": who(Who.KNOWN),
    "rights:everything": who(Who.KNOWN),
    "rights:erase_me": who(Who.KNOWN),
    "rights:wrong": who(Who.KNOWN),
    "rights:corrections": who(Who.ADMINISTRATOR),
    "rights:seen_to": who(Who.ADMINISTRATOR),
    "rights:retention": who(Who.ADMINISTRATOR),
    "rights:erase": who(Who.ADMINISTRATOR),
}
