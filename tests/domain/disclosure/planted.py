"""Sentences of our own with traces planted in them, and sentences without: what the guard must see.

In each sentence the passages between ⟨ and ⟩ give somebody away.
"""

NAMES = (
    "Katharina Lindqvist",
    "Mehmet Yıldırım",
    "Jean-Luc Moreau",
    "Sabine Müller-Thurgau",
    "Robert Okonkwo",
    "Łukasz Wójcik",
    "Andreas Huber",
    "Fatima al-Rashid",
    "William Grace",
    "Renée Dubois",
)
HANDLES = ("gitti lind", "memo", "jlmoreau")  # out of their addresses
PLACES = ("Leverkusen", "Werk Süd", "Building 7", "São Paulo", "Milton Keynes")
COUNTRIES = ("DE", "PT", "FR", "IT", "TR")
ROLES = ("Head of Logistics", "Leiter Einkauf", "Chief Data Officer", "Werksleitung", "Treasurer")
OWN = ("Falcon X", "Hansa Reederei")

ENGLISH = """
I had to tell ⟨Katharina⟩ that her plan would not work.
⟨Lindqvist's⟩ answer was a long silence.
Then ⟨Kathi⟩ laughed and the room relaxed.
I asked ⟨Mehmet Yildirim⟩ to take the lead.
⟨Yıldırım⟩ said no twice.
Everybody calls him ⟨Memo⟩, so I did too.
⟨Moreau⟩ did not like my tone.
It was ⟨Jean-Luc⟩ who saved the day.
I should have asked ⟨Sabine⟩ first.
⟨Muller-Thurgau⟩ had warned me.
⟨Bob⟩ never answered my message.
⟨Okonkwo⟩ was right and I was wrong.
The ⟨Okonkwos⟩ of this world want facts.
I went to see ⟨Lukasz⟩ in person.
⟨WOJCIK⟩ had said so all along.
⟨Andi⟩ and I stopped talking.
I let ⟨Andreas Huber⟩ wait for days.
⟨Fatima⟩ was the only one who spoke up.
My deputy ⟨Renee⟩ took over.
I thought of what ⟨Will⟩ would say.
Our ⟨head of logistics⟩ did not come.
The ⟨logistics head⟩ had promised trucks.
I wrote to the ⟨Chief Data Officer⟩ at once.
The ⟨treasurer⟩ would not sign.
Two ⟨heads of logistics⟩ later nothing had changed.
The people in ⟨Leverkusen⟩ heard it last.
⟨Leverkusen's⟩ night shift was angry.
We met in ⟨Building 7⟩ without a word.
The ⟨Sao Paulo⟩ office had another view.
In ⟨Milton Keynes⟩ nobody knew me.
Our ⟨Portuguese⟩ colleagues were kinder.
The team in ⟨Portugal⟩ laughed.
The ⟨Italians⟩ had done it before.
I flew to ⟨Turkey⟩ to say sorry.
The ⟨French⟩ side left the table.
On ⟨4 March⟩ I told them.
It began on ⟨March 4th, 2026⟩ and ended badly.
By the ⟨second of May⟩ all were gone.
In ⟨Q3 2025⟩ we lost the customer.
Since ⟨2019⟩ nobody had dared.
On ⟨Tuesday⟩ I gave in.
That was ⟨last summer⟩ in the canteen.
Just before ⟨Christmas⟩ I cut the bonus.
Back ⟨in June⟩ it still looked good.
It was ⟨yesterday⟩ that I understood.
I lead ⟨43⟩ people in two shifts.
We lost ⟨€ 4,000⟩ a day.
Sales fell by ⟨7 %⟩ after that.
About ⟨forty⟩ people were told by mail.
It cost us ⟨two million⟩ euros.
A ⟨dozen⟩ engineers left.
Of the ⟨1,250⟩ orders most were late.
⟨Falcon X⟩ was two months late.
The buyer at ⟨Hansa Reederei⟩ hung up.
Write to ⟨k.lindqvist@firm.example⟩ and ask.
"""

GERMAN = """
Ich musste ⟨Katharina⟩ sagen, dass ihr Plan nicht trägt.
⟨Katharinas⟩ Antwort war ein langes Schweigen.
Dann lachte ⟨Kathi⟩, und alle atmeten auf.
Ich bat ⟨Mehmet⟩, das zu übernehmen.
⟨Herr Yildirim⟩ sagte zweimal nein.
Alle nennen ihn ⟨Memo⟩.
⟨Moreaus⟩ Ton gefiel mir nicht.
⟨Jean-Luc⟩ rettete den Tag.
Ich hätte zuerst ⟨Sabine⟩ fragen sollen.
⟨Müller-Thurgau⟩ hatte mich gewarnt.
⟨Frau Mueller-Thurgau⟩ kam nicht mehr.
⟨Rob⟩ antwortete nie auf meine Nachricht.
Die ⟨Hubers⟩ dieser Welt wollen Zahlen.
Zu ⟨Łukasz⟩ ging ich selbst.
⟨Wojcik⟩ hatte es immer gesagt.
⟨Andi⟩ und ich redeten nicht mehr.
⟨Hubers⟩ Vorschlag war besser.
⟨Fatima⟩ sprach als Einzige.
⟨Renée⟩ übernahm.
Mit ⟨Gitti⟩ rede ich jetzt jede Woche.
Unsere ⟨Leiterin Einkauf⟩ kam nicht.
Der ⟨Leiter des Einkaufs⟩ hatte es versprochen.
Die ⟨Werksleitung⟩ wusste davon nichts.
Ich schrieb an den ⟨Chief Data Officer⟩.
Mit der ⟨Einkaufsleiterin⟩ stritt ich oft.
In ⟨Leverkusen⟩ erfuhren sie es zuletzt.
⟨Leverkusens⟩ Nachtschicht war wütend.
Im ⟨Werk Süd⟩ sprach niemand mehr.
Das Büro in ⟨São Paulo⟩ sah es anders.
Die ⟨portugiesischen⟩ Kollegen waren freundlicher.
Das Team in ⟨Portugal⟩ lachte.
Die ⟨Italiener⟩ kannten das schon.
Ich flog in die ⟨Türkei⟩, um mich zu entschuldigen.
Die ⟨Franzosen⟩ verließen den Raum.
Die ⟨deutsche⟩ Seite schwieg.
Am ⟨4. März⟩ sagte ich es ihnen.
Am ⟨4.3.2026⟩ war alles vorbei.
Am ⟨zweiten Mai⟩ waren alle fort.
Im ⟨dritten Quartal⟩ verloren wir den Kunden.
Seit ⟨2019⟩ hatte sich niemand getraut.
Am ⟨Dienstag⟩ gab ich nach.
Das war ⟨letzten Sommer⟩ in der Kantine.
Kurz vor ⟨Weihnachten⟩ strich ich den Bonus.
⟨Im Juni⟩ sah es noch gut aus.
Erst ⟨gestern⟩ habe ich es begriffen.
In ⟨KW 12⟩ war Schluss.
Ich führe ⟨43⟩ Leute in zwei Schichten.
Das kostete ⟨4.000 €⟩ am Tag.
Der Umsatz fiel um ⟨7 %⟩.
Ungefähr ⟨vierzig⟩ Leute erfuhren es per Mail.
Es kostete uns ⟨zwei Millionen⟩.
Ein ⟨Dutzend⟩ Ingenieure ging.
⟨Dreiundzwanzig⟩ Leute blieben.
⟨Falcon X⟩ kam zwei Monate zu spät.
Der Einkäufer von ⟨Hansa Reederei⟩ legte auf.
"""

# Nobody is given away here.
HARMLESS = """
An experienced colleague handed in half of what I wanted, and I finished it myself overnight.
I will wait a little longer before I answer, with grace if I can.
We marched on, and they may follow when they are ready.
I asked two of them what was missing and wrote down every word.
It took me ten minutes to say sorry, and three times to mean it.
The support I got from my buddy helped more than any training.
Nobody took anything over for a while, and I learned to bear it.
The young team had a long list of short tasks.
What I would do now: ask what was missing, and wait for a day.
My own boss changed the priorities every week, and I passed that on.
I should have spoken to her alone before I spoke to the whole room.
The second time I tried it, it worked at once.
Ein erfahrener Kollege gab mir die Hälfte von dem, was ich wollte.
Ich habe es nachts selbst fertig gemacht und niemandem etwas gesagt.
Danach bot lange keiner mehr an, etwas zu übernehmen.
Heute würde ich fragen, was fehlt, und zwei Tage warten.
Die lange Pause war schlimmer als das kleine Wort danach.
Beim zweiten Mal ging es sofort, und das alte Muster war weg.
Es dauerte zwanzig Minuten, bis jemand etwas sagte.
Mein Team war müde, und ich war es auch.
Ich hätte zuerst mit ihr allein reden sollen, nicht vor allen.
Die neue Software machte allen mehr Arbeit, und ich sah es nicht.
Wir haben seitdem eine Regel: erst schreiben, dann reden.
Ich lobe heute, was jemand getan hat, und nicht, wie lange.
"""
