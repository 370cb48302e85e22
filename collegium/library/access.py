"""Who may open the addresses of library."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "library:library": who(Who.PERSON),
    "library:search": who(Who.PERSON),
    "library:story": who(Who.PERSON),
    "library:withdraw": who(Who.PERSON),
    "library:techniques": who(Who.PERSON),
    "library:technique": who(Who.PERSON),
    "library:resources": who(Who.PERSON),
    "library:recommend": who(Who.PERSON),
    "library:offer": who(Who.PERSON),
    "library:resource": who(Who.PERSON),
    "library:change_resource": who(Who.PERSON),
    "library:withdraw_resource": who(Who.PERSON),
    "library:outdated": who(Who.PERSON),
    "library:suggestions": who(Who.GROUP_MEMBER),
    "library:drafts": who(Who.GROUP_MEMBER),
    "library:write": who(Who.GROUP_MEMBER),
    "library:draft": who(Who.GROUP_MEMBER),
    "library:edit": who(Who.GROUP_MEMBER),
    "library:ask": who(Who.GROUP_MEMBER),
    "library:consent": who(Who.GROUP_MEMBER),
    "library:let_out": who(Who.GROUP_MEMBER),
    "library:review": who(Who.GROUP_MEMBER),
    "library:look_back": who(Who.GROUP_MEMBER),
    "library:result": who(Who.GROUP_MEMBER),
    "library:take_back": who(Who.GROUP_MEMBER),
    "library:next_plan": who(Who.GROUP_MEMBER),
}
