"""Who may open the addresses of meetings, and send which message of a live session."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "meetings:publish": who(Who.LEAD),
    "meetings:dates": who(Who.LEAD),
    "meetings:lead_date": who(Who.LEAD),
    "meetings:confirm_all": who(Who.LEAD),
    "meetings:date": who(Who.GROUP_MEMBER),
    "meetings:answer": who(Who.GROUP_MEMBER),
    "meetings:coming": who(Who.GROUP_MEMBER),
    "meetings:other_times": who(Who.AUTHOR),  # its host; whoever, where it has none
    "meetings:my_calendar": who(Who.KNOWN),
    "meetings:forget_calendar": who(Who.KNOWN),
    "meetings:ask_calendar": who(Who.KNOWN),
    "meetings:feed_address": who(Who.KNOWN),
    "meetings:feed": who(Who.HOLDER),
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

# Every kind of message; what is not listed is not taken. Which of the group may send one when
# (the host, whose turn it is, the author) is the domain's own table, `domain.playbook.transitions`.
MESSAGES: Table = {
    "open": who(Who.GROUP_MEMBER),
    "join": who(Who.GROUP_MEMBER),
    "leave": who(Who.GROUP_MEMBER),
    "next_step": who(Who.GROUP_MEMBER),
    "back": who(Who.GROUP_MEMBER),
    "contribute": who(Who.GROUP_MEMBER),
    "edit": who(Who.GROUP_MEMBER),
    "withdraw": who(Who.GROUP_MEMBER),
    "reveal": who(Who.GROUP_MEMBER),
    "pass_turn": who(Who.GROUP_MEMBER),
    "next_speaker": who(Who.GROUP_MEMBER),
    "sign": who(Who.GROUP_MEMBER),
    "group": who(Who.GROUP_MEMBER),
    "name_pile": who(Who.GROUP_MEMBER),
    "hand": who(Who.GROUP_MEMBER),
    "ready": who(Who.GROUP_MEMBER),
    "assign": who(Who.GROUP_MEMBER),
    "share": who(Who.GROUP_MEMBER),
    "unshare": who(Who.GROUP_MEMBER),
    "pause": who(Who.GROUP_MEMBER),
    "resume": who(Who.GROUP_MEMBER),
    "replan": who(Who.GROUP_MEMBER),
    "hand_over": who(Who.GROUP_MEMBER),
    "take_over": who(Who.GROUP_MEMBER),
    "end": who(Who.GROUP_MEMBER),
}
