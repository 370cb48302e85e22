"""Who may open the addresses of rights."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "rights:kept": who(Who.PERSON),
    "rights:everything": who(Who.PERSON),
    "rights:erase_me": who(Who.PERSON),
    "rights:wrong": who(Who.PERSON),
    "rights:corrections": who(Who.ADMINISTRATOR),
    "rights:seen_to": who(Who.ADMINISTRATOR),
    "rights:retention": who(Who.ADMINISTRATOR),
    "rights:erase": who(Who.ADMINISTRATOR),
}
