"""What people are called for short: names that stand for one another, folded."""

_ROWS = """
alexander alexandra alex sascha sandra xander lexi
andreas andrea andrew andre andi andy drew
anthony antonio anton toni tony
barbara babs barbie babsi
benjamin benedikt ben benni benny benji
charles karl charlie chuck kalle
christian christine christina christoph christopher christa chris christel kristi
daniel daniela dan danny dani
david dave
dorothea dorothee doro dorle
eduard edward ed eddie ted
elisabeth elizabeth liz lizzy lisa lisbeth sisi beth betty elli
felicitas felix feli
franziska franz francis francisco franzi fran paco frank
friedrich frederick fritz fred freddy friedel
gabriele gabriel gabi gabby
gregor gregory greg
heinrich henry heinz heiner harry hank
ignatius ignacio nacho
jakob james jacob jim jimmy jamie jake
johannes johann john jonathan hannes hans johnny jack jonny
jose pepe
joseph josef joe joey sepp jupp josie
joshua josh
judith judy jule
katharina katherine catherine kathrin kate kathy kati katja cathy kathi kathe
klaus nikolaus nicholas nicolas nick niko nikki nico
laurence lawrence lorenz larry lars
leonard leonhard leo lenny leonie
ludwig louis lutz lou
manfred manni
margarete margaret gretel grete maggie meg peggy gitta
maria marie mary mia mitzi
martin martina marty
mathias matthias matthew matt matze mattes
maximilian max maxi
michael michaela mike michi micha mick mickey
mohammed muhammad mohamed mo hamoudi
natalie natascha nat tasha
olivia oliver oli olli ollie liv
patricia patrick pat patti patty
peter pete petra
philipp philip phil
rebecca rebekka becky
richard rick ricky dick rich
robert roberta bob bobby rob robbie bert
roland rolf rudolf rudi
samuel samantha sam sammy
sebastian bastian basti seb
stefan stephan stefanie stephanie steven stephen steffi steffen steve stef
susanne susan susanna sue susi suzie sanne
theodor theodore theo
thomas tom tommy thommy
timothy tim timo timmy
ulrich ulrike uli ulli
valentin valentina vali
veronika veronica vroni ronnie
victoria viktoria vicky
vinzenz vincent vince
walter walt
wilhelm william will willi willy bill billy helmut liam
wolfgang wolf wolfi
zacharias zachary zach
"""
_BY_NAME: dict[str, set[str]] = {}
for _row in _ROWS.strip().splitlines():
    for _name in _row.split():
        _BY_NAME.setdefault(_name, set()).update(_row.split())
# Words of addresses that are nobody's name.
OF_NOBODY = frozenset(
    [
        "info",
        "mail",
        "office",
        "team",
        "admin",
        "contact",
        "hr",
        "sales",
        "support",
        "post",
        "lead",
        "work",
    ]
)
SHORTEST = 3


def nicknames(name: str) -> frozenset[str]:
    """The other names of one given name, folded; none where none is known."""
    return frozenset(_BY_NAME.get(name, ())) - {name}


def out_of_address(email: str) -> tuple[str, ...]:
    """What somebody may be called, by the part of their address before the @."""
    local = email.partition("@")[0].casefold()
    pieces = "".join(sign if sign.isalpha() else " " for sign in local).split()
    return tuple(one for one in pieces if len(one) >= SHORTEST and one not in OF_NOBODY)
