"""Words that say nothing of what a challenge is about, folded, by language.

Beside articles and the like these are the words that stand in most challenges: must, team, people.
"""

LANGUAGES = ("english", "german", "french", "spanish", "arabic")

_ENGLISH = """
a about after again all am an and any anybody are as at away be because been before being between
both but by can cannot could do does doing don down each either else ever every everybody
everything few for from further get gets had has have having he her here hers him his how i if in
into is it its just keep keeps like make makes many me more most must my myself need needs never
new no nobody not now of off often on once one only or other our out over own people person
several she should since so some somebody something still such take takes team teams than that the
their them then there these they this those three through to too two under until up us very want
wants was we well were what when where which while who whom why will with without would yet you
your
"""
_GERMAN = """
aber alle allem allen alles als also am an andere anderen auch auf aus bei beiden bin bis bist da
damit dann das dass dein dem den der des dich die dies diese diesem diesen dieser dieses dir doch
dort drei du durch ein eine einem einen einer eines einander er es etwas fur gar geben gegen gibt
gleich habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer immer im in ist ja
jede jedem jeden jeder jedes jemand jemandem jetzt kann kaum kein keine keinen konnen leute leuten
machen man mehr mehrere mein meine meinem meinen meiner meines mich mir mit muss mussen nach neu
neue neuen nicht nichts niemand niemanden noch nur ob oder ohne sagen schon sehr sein seine seinem
seinen seiner seit selbst sich sie sind so soll sollen sondern statt team teams um und uns unser
unsere unserem unseren unter viel viele vom von vor wann warum was weil wenn wer werde werden wie
wieder will wir wird wo wollen wurde zu zum zur zwei zwischen uber
"""
_FRENCH = """
a ai afin alors apres au aucun aussi autre autres aux avant avec avoir avons beaucoup c ce ceci
cela celle celui ces cet cette ceux chaque comme comment d dans de depuis des deux dire doit dois
donc du elle elles en encore entre equipe equipes es est et etre eux faire fais fait gens il ils j
je jusque l la le les leur leurs lui ma mais me meme mes moi moins mon n ne ni nos notre nous on
ont ou par parce pas personne personnes peu peut peux plus plusieurs pour pourquoi presque puis qu
quand que quel quelle quelque quelqu qui quoi rien s sa sans se ses si sommes son sont sous sur t
ta te tes toi ton tous tout toute toutes tres trois trop tu un une veut vos votre vous y
"""
_SPANISH = """
a al algo alguien alguno ante antes apenas asi aun cada casi como con contra cual cuando de debe
debo decir del desde donde dos durante e el ella ellas ellos en entre equipo equipos era es esa
ese eso esta estamos estan estar este esto estoy fue gente ha hace hacer hacia hago han hasta hay
he la las le les lo los lugar mas me mi mis mismo mucho muchos muy nada nadie ni no nos nosotros
nuestra nuestro o os otra otro otros para pero persona personas poco por porque puede puedo que
quien quiere quiero se ser si sido siempre sin sino sobre son soy su sus tambien tan tanto te
tengo tenemos tiene tienen todo todos tres tu un una uno unos va ya yo
"""

_ARABIC = """
في من على الى عن مع ان انا انت هو هي هم نحن هذا هذه ذلك تلك التي الذي الذين ما ماذا متى كيف لماذا
اين هل لا لم لن ليس كان كانت يكون تكون قد كل بعض غير بعد قبل عند عندما حتى لكن او ثم اي لي له لها
لهم لنا به بها فيه فيها منه منها عليه عليها اذا كما حين بين دون يجب فريق فريقي الفريق شخص اشخاص
الناس احد شيء جدا ايضا
"""

COMMON = {
    language: frozenset(words.split())
    for language, words in zip(
        LANGUAGES, (_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ARABIC), strict=True
    )
}
