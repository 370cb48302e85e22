"""Who may open the addresses of insights: everybody alike, which is the point of them.

Only leads bring values of teams; what is published about them is for everybody again.
"""

from collegium.people.access import Table, Who, who

ADDRESSES: Table = {
    "insights:programmes": who(Who.PERSON),
    "insights:programme": who(Who.PERSON),
    "insights:table": who(Who.PERSON),
    "insights:workbook": who(Who.PERSON),
    "insights:everything": who(Who.PERSON),
    "insights:everything_table": who(Who.PERSON),
    "insights:everything_workbook": who(Who.PERSON),
    "insights:threshold": who(Who.PERSON),  # to raise it takes a lead or an administrator
    "insights:teams": who(Who.PERSON),
    "insights:own_team": who(Who.KNOWN),
    "insights:bring": who(Who.LEAD),
    "insights:columns": who(Who.LEAD),
    "insights:new_outcomes": who(Who.LEAD),
}
