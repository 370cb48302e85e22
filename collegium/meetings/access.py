"""Who may open the addresses of meetings."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "meetings:publish": who(Who.LEAD),
    "meetings:dates": who(Who.LEAD),
    "meetings:lead_date": who(Who.LEAD),
    "meetings:confirm_all": who(Who.LEAD),
    "meetings:date": who(Who.GROUP_MEMBER),
    "meetings:answer": who(Who.GROUP_MEMBER),
    "meetings:coming": who(Who.GROUP_MEMBER),
    "meetings:other_times": who(Who.GROUP_MEMBER),
    "meetings:my_calendar": who(Who.PERSON),
    "meetings:forget_calendar": who(Who.PERSON),
    "meetings:ask_calendar": who(Who.PERSON),
    "meetings:feed_address": who(Who.PERSON),
    "meetings:feed": who(Who.ANYONE),  # whoever knows the secret in the address
    "meetings:next_cycle": who(Who.GROUP_MEMBER),
    "meetings:extra": who(Who.GROUP_MEMBER),
    "meetings:call_off": who(Who.GROUP_MEMBER),
    "meetings:session_paper": who(Who.GROUP_MEMBER),
    "meetings:choose_playbooks": who(Who.LEAD),
    "meetings:playbooks": who(Who.PERSON),
    "meetings:playbook": who(Who.PERSON),
    "meetings:paper": who(Who.PERSON),
    "meetings:playbook_file": who(Who.PERSON),
    "meetings:bring": who(Who.LEAD),
    "meetings:offer": who(Who.LEAD),
    "meetings:session": who(Who.GROUP_MEMBER),
    "meetings:act": who(Who.GROUP_MEMBER),
    "meetings:wall": who(Who.GROUP_MEMBER),
}
