"""Who may open the addresses of mailing. Outside the demo its mailbox does not exist."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "mailing:mailbox": who(Who.ANYONE),
    "mailing:mail": who(Who.ANYONE),
    "mailing:layout": who(Who.ANYONE),
    "mailing:attachment": who(Who.ANYONE),
    "mailing:receive": who(Who.ANYONE),  # whoever knows the secret
    "mailing:link": who(Who.ANYONE),  # whoever holds the token
    "mailing:chat": who(Who.ADMINISTRATOR),
    "mailing:try_chat": who(Who.ADMINISTRATOR),
    "mailing:forget_chat": who(Who.ADMINISTRATOR),
    "mailing:facilitated": who(Who.FACILITATOR),
    "mailing:signals": who(Who.LEAD),
    "mailing:addresses": who(Who.LEAD, Who.ADMINISTRATOR),
    "mailing:again": who(Who.LEAD, Who.ADMINISTRATOR),
}
