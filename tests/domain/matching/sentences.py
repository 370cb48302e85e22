"""Challenges in our own words: each theme twice in English and German, once in French and Spanish.

Several themes share words (teams, people, jobs) that a person would not take for the same.
"""

THEMES: dict[str, dict[str, tuple[str, ...]]] = {
    "letting go": {
        "en": (
            "I must tell a loyal team member that his job is cut",
            "I have to make two people in my team redundant",
        ),
        "de": (
            "Ich muss einem treuen Mitarbeiter sagen, dass seine Stelle gestrichen wird",
            "Ich muss zwei Leuten in meinem Team kündigen",
        ),
        "fr": ("Je dois annoncer à un fidèle collaborateur que son poste est supprimé",),
        "es": ("Tengo que decirle a un empleado leal que se suprime su puesto",),
    },
    "delegating": {
        "en": (
            "My experienced people don't want to be delegated to",
            "I do everything myself instead of delegating tasks to my team",
        ),
        "de": (
            "Meine erfahrenen Leute wollen nicht, dass ich ihnen Aufgaben delegiere",
            "Ich mache alles selbst, statt Aufgaben an mein Team zu delegieren",
        ),
        "fr": ("Je fais tout moi-même au lieu de déléguer des tâches à mon équipe",),
        "es": ("Lo hago todo yo en lugar de delegar tareas en mi equipo",),
    },
    "merging": {
        "en": (
            "I must merge two teams that distrust each other",
            "Two teams become one under me, and they do not trust one another",
        ),
        "de": (
            "Ich muss zwei Teams zusammenlegen, die einander misstrauen",
            "Zwei Teams werden unter mir eins und vertrauen sich nicht",
        ),
        "fr": ("Je dois fusionner deux équipes qui se méfient l'une de l'autre",),
        "es": ("Debo fusionar dos equipos que desconfían el uno del otro",),
    },
    "hard feedback": {
        "en": (
            "I have to give hard feedback to a colleague who takes it badly",
            "How do I give critical feedback to somebody who feels attacked at once?",
        ),
        "de": (
            "Ich muss jemandem eine harte Rückmeldung geben, der sie schlecht aufnimmt",
            "Wie gebe ich kritische Rückmeldung, wenn jemand sich gleich angegriffen fühlt?",
        ),
        "fr": ("Je dois faire une critique difficile à un collègue qui la prend mal",),
        "es": ("Tengo que dar una crítica dura a un compañero que se la toma mal",),
    },
    "former peers": {
        "en": (
            "I was promoted and now lead my former peers",
            "Since my promotion my former colleagues do not accept me as their boss",
        ),
        "de": (
            "Ich wurde befördert und führe jetzt meine früheren Kollegen",
            "Seit meiner Beförderung nehmen mich frühere Kollegen nicht als Chef an",
        ),
        "fr": ("J'ai été promu et je dirige maintenant mes anciens collègues",),
        "es": ("Me han ascendido y ahora dirijo a mis antiguos compañeros",),
    },
    "remote": {
        "en": (
            "My remote team hardly talks to each other",
            "People who work from home lose touch with the rest of the team",
        ),
        "de": (
            "Mein verteiltes Team spricht kaum miteinander",
            "Wer zu Hause arbeitet, verliert den Kontakt zum Rest des Teams",
        ),
        "fr": ("Mon équipe à distance ne se parle presque plus",),
        "es": ("Mi equipo a distancia apenas habla entre sí",),
    },
    "budget": {
        "en": (
            "I must cut my budget by a fifth without losing quality",
            "My department's budget is cut and the work stays the same",
        ),
        "de": (
            "Ich muss mein Budget um ein Fünftel kürzen, ohne Qualität zu verlieren",
            "Das Budget meiner Abteilung wird gekürzt, die Arbeit bleibt gleich",
        ),
        "fr": ("Je dois réduire mon budget d'un cinquième sans perdre en qualité",),
        "es": ("Debo recortar mi presupuesto una quinta parte sin perder calidad",),
    },
    "conflict": {
        "en": (
            "Two of my best engineers are in open conflict",
            "There is a conflict between two people I need, and I have to mediate",
        ),
        "de": (
            "Zwei meiner besten Ingenieure liegen in offenem Konflikt",
            "Ich muss in einem Konflikt zwischen zwei Leuten vermitteln, die ich brauche",
        ),
        "fr": ("Deux de mes meilleurs ingénieurs sont en conflit ouvert",),
        "es": ("Dos de mis mejores ingenieros están en conflicto abierto",),
    },
    "overload": {
        "en": (
            "My team is exhausted and I cannot take any work away",
            "Burnout: several of my people are overloaded and close to falling ill",
        ),
        "de": (
            "Mein Team ist erschöpft, und ich kann keine Arbeit wegnehmen",
            "Mehrere meiner Leute sind überlastet und kurz vor dem Ausfall",
        ),
        "fr": ("Mon équipe est épuisée et je ne peux pas lui retirer de travail",),
        "es": ("Mi equipo está agotado y no puedo quitarle trabajo",),
    },
    "relocation": {
        "en": (
            "Our site closes and I must move the whole team to another city",
            "I have to relocate my team because the office is closing",
        ),
        "de": (
            "Unser Standort schließt, und ich muss das ganze Team in eine andere Stadt bringen",
            "Ich muss mit meinem Team umziehen, weil das Büro schließt",
        ),
        "fr": ("Notre site ferme et je dois installer toute l'équipe dans une autre ville",),
        "es": ("Nuestra sede cierra y debo trasladar a todo el equipo a otra ciudad",),
    },
    "hiring": {
        "en": (
            "I cannot fill three open positions before the season begins",
            "I must hire three new people before the season starts",
        ),
        "de": (
            "Ich finde niemanden für drei offene Stellen, bevor die Saison beginnt",
            "Ich muss vor Beginn der Saison drei neue Leute einstellen",
        ),
        "fr": ("Je dois recruter trois personnes avant le début de la saison",),
        "es": ("Tengo que contratar a tres personas antes de que empiece la temporada",),
    },
    "upwards": {
        "en": (
            "My boss changes the priorities every week",
            "I have to tell my boss that the constant change of priorities harms us",
        ),
        "de": (
            "Mein Chef ändert jede Woche die Prioritäten",
            "Ich muss meinem Chef sagen, dass uns der ständige Wechsel der Prioritäten schadet",
        ),
        "fr": ("Mon chef change les priorités toutes les semaines",),
        "es": ("Mi jefe cambia las prioridades cada semana",),
    },
}

# Words as they stand on a roster, with the theme that somebody who wants them has in mind.
WANTS = (
    ("delegating", "delegating"),
    ("giving feedback", "hard feedback"),
    ("conflict mediation", "conflict"),
    ("Konflikte vermitteln", "conflict"),
    ("budget planning", "budget"),
    ("hiring", "hiring"),
)
