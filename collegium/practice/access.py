"""Who may open the addresses of practice."""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "practice:today": who(Who.PERSON),
    "practice:snooze": who(Who.PERSON),
    "practice:group": who(Who.GROUP_MEMBER),
    "practice:plan": who(Who.GROUP_MEMBER),
    "practice:log": who(Who.GROUP_MEMBER),
    "practice:entry": who(Who.AUTHOR),
    "practice:withdraw": who(Who.AUTHOR),
    "practice:check_in": who(Who.GROUP_MEMBER),
    "practice:worksheet": who(Who.GROUP_MEMBER),
    "practice:tip": who(Who.GROUP_MEMBER),
    "practice:goals": who(Who.GROUP_MEMBER),
    "practice:group_goal": who(Who.GROUP_MEMBER),
    "practice:goal_step": who(Who.GROUP_MEMBER),
    "practice:thread": who(Who.GROUP_MEMBER),
    "practice:follow": who(Who.GROUP_MEMBER),
    "practice:seen": who(Who.GROUP_MEMBER),
    "practice:post": who(Who.GROUP_MEMBER),
    "practice:edit_post": who(Who.AUTHOR),
    "practice:take_back": who(Who.AUTHOR),
    "practice:sponsor": who(Who.GROUP_MEMBER),
    "practice:brief": who(Who.GROUP_MEMBER),
    "practice:pulse": who(Who.GROUP_MEMBER),
    "practice:progress": who(Who.GROUP_MEMBER),
    "practice:item_sets": who(Who.PERSON),
    "practice:item_set_file": who(Who.PERSON),
    "practice:bring_item_set": who(Who.LEAD),
    "practice:ask_item_set": who(Who.LEAD),
}
