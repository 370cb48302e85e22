"""Who may open the addresses of insights: everybody alike, which is the point of them."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "insights:programmes": who(Who.PERSON),
    "insights:programme": who(Who.PERSON),
    "insights:table": who(Who.PERSON),
}
