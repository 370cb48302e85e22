"""How mail programs and people write in English, German, French, Spanish and Arabic.

Every pattern is tried on short pieces of text, so none can take long.
"""

import re

# "On Monday somebody wrote:", above what is quoted. The lines are joined where they were wrapped.
ATTRIBUTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"on .{6,300}\bwrote ?:",
        r"am .{6,300}\bschrieb\b.{0,200}:",
        r"le .{6,300}\ba écrit ?:",
        r"(?:el|en) .{6,300}\bescribió ?:",
        r"(?:في|بتاريخ|يوم) .{4,300}(?:كتب|كتبت|كتابة)\b.{0,200}:",
    )
)
FROM = re.compile(r"[*_]*(?:from|von|de|expéditeur|من)\b ?:", re.IGNORECASE)
OTHER_HEADERS = re.compile(
    r"[*_]*(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?"
    r"|fecha|para|asunto|تاريخ الإرسال|التاريخ|تم الإرسال|أرسلت|إلى|الموضوع)\b ?:",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"[-_* ]{2,}(?:original message|original[- ]nachricht|ursprüngliche nachricht"
    r"|message d[’']origine|message original|mensaje original|الرسالة الأصلية)[-_* ]{2,}",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"[-_* ]*(?:forwarded message|begin forwarded message|weitergeleitete nachricht"
    r"|anfang der weitergeleiteten (?:nachricht|e-mail)|message transféré"
    r"|début du message (?:transféré|réexpédié)|mensaje reenviado|inicio del mensaje reenviado"
    r"|(?:بدء )?(?:ال)?رسالة (?:ال)?معاد توجيهها|رسالة مُعاد توجيهها)[-_* ]*:?",
    re.IGNORECASE,
)
FORWARD_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr|rv|إعادة توجيه)\s*:", re.IGNORECASE)
AUTOMATIC_SUBJECT = re.compile(
    r"\s*(?:automatic reply|auto[- ]?reply|out of (?:the )?office|automatische antwort"
    r"|abwesenheits\w+|abwesend|réponse automatique|absence du bureau|respuesta automática"
    r"|fuera de la oficina|رد تلقائي|خارج المكتب)\b",
    re.IGNORECASE,
)
SENT_FROM = re.compile(
    r"(?:sent from|get outlook for|gesendet von|von meinem .{2,30} gesendet"
    r"|diese nachricht wurde von .{2,60} gesendet|outlook für .{2,30} (?:herunterladen|beziehen)"
    r"|holen sie sich outlook|envoyé (?:de|depuis)|obtenez outlook|télécharger outlook"
    r"|enviado desde|obtener outlook|descargar outlook|أرسلت من|أُرسلت من|مرسل من"
    r"|الحصول على outlook)\b.{0,80}",
    re.IGNORECASE,
)
CLOSINGS = re.compile(
    r"(?:(?:with )?(?:best|kind|kindest|warm) (?:regards|wishes)|regards|best|cheers|thanks"
    r"|thank you|many thanks|sincerely|yours"
    r"|(?:mit )?(?:freundlichen|freundliche|besten|beste|herzlichen|herzliche|viele|vielen|liebe"
    r"|lieben|schöne|schönen) gr(?:ü|ue)(?:ß|ss)en?|gr(?:u|ü)(?:ß|ss)e?|mfg|lg|vg|danke|vielen dank"
    r"|(?:bien )?cordialement|bien à (?:vous|toi)|merci|salutations|bonne journée|amicalement"
    r"|(?:un )?(?:cordial )?saludos?|(?:un )?saludo cordial|saludos cordiales|atentamente"
    r"|cordialmente|(?:muchas )?gracias"
    r"|مع (?:أطيب |خالص |أجمل )?(?:التحيات|التحية|تحياتي|الشكر)|مع تحياتي|تحياتي|شكرا|شكراً)"
    r"(?: (?:aus|from|de|desde|من) \S+)?(?:[,!،] \S+(?: \S+)?)?[,.!،]?",
    re.IGNORECASE,
)
GREETINGS = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|moin"
    r"|liebe[rs]?|bonjour|salut|bonsoir|hola|buenos días|buenas tardes"
    r"|مرحبا|مرحباً|أهلا|السلام عليكم)"
    r"(?:(?: \S+){0,3}[,!،]|\.)?",
    re.IGNORECASE,
)
TIMES = re.compile(r"(\d{1,2}) ?(?:times?|mal|x|×|fois|veces|vez|مرات|مرة)[.!]?", re.IGNORECASE)
ONCE = re.compile(
    r"(?:(once|einmal|une fois|una vez|مرة واحدة)|(twice|zweimal|dos veces|مرتين|مرتان))[.!]?",
    re.IGNORECASE,
)
SURE = re.compile(
    r"(\d{1,3}) ?(?:%|٪|/ ?100|percent|prozent|pour cent|por ciento)?[.!]?", re.IGNORECASE
)
LABELS = {
    "did": re.compile(
        r"(?:what i did|i did|did|was ich getan habe|getan|ce que j[’']ai fait|fait|lo que hice"
        r"|hice|ما فعلته|فعلت) ?[:：] ?",
        re.IGNORECASE,
    ),
    "happened": re.compile(
        r"(?:what happened|happened|was geschah|was passiert ist|passiert|ce qui s[’']est passé"
        r"|résultat|lo que pasó|pasó|ما حدث|حدث) ?[:：] ?",
        re.IGNORECASE,
    ),
    "learned": re.compile(
        r"(?:what i (?:learned|learnt)|i (?:learned|learnt)|learned|learnt|was ich gelernt habe"
        r"|gelernt|ce que j[’']ai appris|appris|lo que aprendí|aprendí|ما تعلمته|تعلمت) ?[:：] ?",
        re.IGNORECASE,
    ),
}
AFTER_A_WORD = r"(?=\s*[.,!:;،–—-]|\s*$)"  # so that "no" is not the beginning of "nobody"
TALKED = re.compile(
    r"(?:(?:yes|ja|oui|sí|si|نعم)[,،.!]? +)?(?:"
    r"we (?:have )?(?:talked|spoke|spoken|met)\b|wir haben (?:uns |miteinander )?"
    r"(?:gesprochen|geredet|getroffen)\b|(?:nous avons|on a) (?:parlé|discuté|échangé)\b"
    r"|on s[’']est parlé\b|(?:ya )?hemos hablado\b|(?:لقد )?تحدثنا\b|تكلمنا\b"
    r"|(?:yes|talked|spoke|done|we did|ja|gesprochen|erledigt|oui|c[’']est fait|fait|sí|si"
    rf"|(?:ya )?hablamos|hecho|نعم|تم){AFTER_A_WORD})",
    re.IGNORECASE,
)
NOT_YET = re.compile(
    r"(?:no|not yet|not this week|we haven[’']?t|nein|noch nicht|diese woche nicht|non|pas encore"
    rf"|todavía no|aún no|لا|ليس بعد){AFTER_A_WORD}",
    re.IGNORECASE,
)
