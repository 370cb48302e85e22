"""Who may open the addresses of programmes and groups."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "groups:programmes": who(Who.LEAD),
    "groups:new_programme": who(Who.LEAD),
    "groups:programme": who(Who.LEAD),
    "groups:edit_programme": who(Who.LEAD),
    "groups:participants": who(Who.LEAD),
    "groups:choose": who(Who.LEAD),
    "groups:pairs": who(Who.LEAD),
    "groups:forget_pair": who(Who.LEAD),
    "groups:facilitators": who(Who.LEAD),
    "groups:compose": who(Who.LEAD),
    "groups:run": who(Who.LEAD),
    "groups:stop_run": who(Who.LEAD),
    "groups:board": who(Who.LEAD),
    "groups:move": who(Who.LEAD),
    "groups:describe": who(Who.LEAD),
    "groups:repair": who(Who.LEAD),
    "groups:shape": who(Who.LEAD),
    "groups:prices": who(Who.LEAD),
    "groups:why": who(Who.LEAD),
    "groups:change": who(Who.LEAD),
    "groups:undo": who(Who.LEAD),
    "groups:pin": who(Who.LEAD),
    "groups:place": who(Who.LEAD),
    "groups:notice": who(Who.LEAD),
    "groups:rather_not": who(Who.PERSON),
    "groups:facilitated": who(Who.FACILITATOR),
    "groups:agreements": who(Who.GROUP_MEMBER),
    "groups:sign": who(Who.GROUP_MEMBER),
}
