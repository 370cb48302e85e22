"""A reply is read as its writer meant it, whatever mail program they use."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.mailing.inbound.html_text import text_of
from collegium.mailing.inbound.lines import (
    Talk,
    ThreeLines,
    UnclearError,
    paragraphs,
    sentence,
    talk,
    three_lines,
)
from collegium.mailing.inbound.quoting import own_words
from collegium.mailing.inbound.reading import LARGEST, read
from tests.mailing.replies import ANSWER, HTML, LETTER, LINES, MARKER, OURS, PLAIN, QUOTED


@pytest.mark.parametrize("program", PLAIN)
def test_whatever_is_quoted_three_lines_are_left(program: str) -> None:
    own = own_words(PLAIN[program], OURS)
    assert not own.is_forward
    assert three_lines(own.text) == ThreeLines(*LINES)


@pytest.mark.parametrize("program", HTML)
def test_html_becomes_the_same_lines(program: str) -> None:
    text = text_of(HTML[program].format(*LINES))
    assert three_lines(own_words(text, OURS).text) == ThreeLines(*LINES)


@pytest.mark.parametrize("text", ["", "\n \n", LETTER, QUOTED, f"-- \nAda\n\n{QUOTED}", "\u200b"])
def test_a_reply_without_words_is_unclear(text: str) -> None:
    with pytest.raises(UnclearError):
        three_lines(own_words(text, OURS).text)


@pytest.mark.parametrize(
    "line",
    [
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "---------- Weitergeleitete Nachricht ---------",
        "Anfang der weitergeleiteten Nachricht:",
        "Début du message transféré :",
        "---------- Mensaje reenviado ---------",
        "---------- رسالة معاد توجيهها ---------",
    ],
)
def test_what_is_passed_on_is_no_answer(line: str) -> None:
    assert own_words(f"Look at this.\n\n{line}\nFrom: Bob <bob@firm.example>\n\nHi.").is_forward


def test_words_that_look_like_quotes_or_closings_stay() -> None:
    text = (
        "Best results came when I asked first.\nThanks to Emmy I tried again.\n"
        "On Monday we talked about it.\nFrom: now on I ask."
    )
    assert own_words(text, OURS).text == text
    assert own_words("Thanks", OURS).text == "Thanks"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I asked.", ThreeLines("I asked.")),
        ("I asked.\nThey answered.", ThreeLines("I asked.", "They answered.")),
        ("a\nb\nc\nd\n\ne", ThreeLines("a", "b", "c\nd\ne")),
        ("a\nb\nc\n3 times\n70 %", ThreeLines("a", "b", "c", attempts=3, sure=70)),
        ("a\n70\nb\ntwice", ThreeLines("a", "b", attempts=2, sure=70)),
        ("Gefragt.\n3 mal\n80%", ThreeLines("Gefragt.", attempts=3, sure=80)),
        ("سألت\n٣ مرات\n٧٠٪", ThreeLines("سألت", attempts=3, sure=70)),
        ("a\n170", ThreeLines("a", "170")),
        ("I tried it 3 times", ThreeLines("I tried it 3 times")),
        ("Appris : écouter.\nFait : rien.", ThreeLines("rien.", "", "écouter.")),
        ("Learned: to wait.", ThreeLines("", "", "to wait.")),
    ],
)
def test_lines_and_numbers(text: str, meant: ThreeLines) -> None:
    assert three_lines(text) == meant


def test_numbers_alone_are_no_log() -> None:
    with pytest.raises(UnclearError):
        three_lines("70\n3 times")


def test_lines_that_a_mail_program_broke_are_joined() -> None:
    long = (
        "I asked the three most experienced people to plan the week without me and\n"
        "went for a walk.\n"
        "They were done in half the time and found a date that nobody had thought of\n"
        "so far.\n"
        "Next time earlier."
    )
    assert len(paragraphs(long)) == 3
    assert paragraphs(long)[0].endswith("without me and went for a walk.")


def test_too_much_is_refused_rather_than_cut() -> None:
    for reads in (three_lines, sentence):
        with pytest.raises(UnclearError):
            reads("word " * 1000)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("We talked", (Talk.TALKED, "")),
        ("we talked.", (Talk.TALKED, "")),
        ("Yes, we talked on Tuesday", (Talk.TALKED, "on Tuesday")),
        ("Yes!", (Talk.TALKED, "")),
        ("Wir haben gesprochen. Emmy fragt zuerst.", (Talk.TALKED, "Emmy fragt zuerst.")),
        ("Oui", (Talk.TALKED, "")),
        ("Nous avons parlé", (Talk.TALKED, "")),
        ("Sí, hablamos.", (Talk.TALKED, "")),
        ("تحدثنا", (Talk.TALKED, "")),
        ("Done\nNext: Friday", (Talk.TALKED, "Next: Friday")),
        ("Not yet", (Talk.NOT_YET, "")),
        ("Nein, leider nicht", (Talk.NOT_YET, "leider nicht")),
        ("Pas encore.", (Talk.NOT_YET, "")),
    ],
)
def test_whether_buddies_talked(text: str, meant: tuple[Talk, str]) -> None:
    assert talk(text) == meant


@pytest.mark.parametrize(
    "text", ["", "Nobody called", "Jane was ill", "We will talk", "Signed", "Why?"]
)
def test_a_talk_needs_a_clear_word(text: str) -> None:
    with pytest.raises(UnclearError):
        talk(text)


def a_mail(**headers: str) -> EmailMessage:
    """A reply with these headers, underscores for hyphens."""
    mail = EmailMessage()
    mail["From"] = "Ada Byron <ada@firm.example>"
    mail["To"] = "reply+abc@northwind.example"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content(ANSWER)
    return mail


def test_what_a_mail_says_of_itself() -> None:
    mail = a_mail(Message_ID="<1@firm.example>", Delivered_To="Other@northwind.example")
    found = read(mail.as_bytes(), recipient="third@northwind.example")
    assert found.identity == "<1@firm.example>"
    assert found.sender == "ada@firm.example"
    assert found.recipients == (
        "third@northwind.example",
        "reply+abc@northwind.example",
        "Other@northwind.example",
    )
    assert found.text.strip() == ANSWER
    assert (found.is_automatic, found.is_forward, found.is_report) == (False, False, False)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<all.firm.example>"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@firm.example"},
        {"From": "No Reply <no-reply@firm.example>"},
        {"Subject": "Automatic reply: Three lines for your log"},
        {"Subject": "Abwesenheitsnotiz: Drei Zeilen"},
        {"Subject": "Réponse automatique : Trois lignes"},
        {"Subject": "رد تلقائي: ثلاثة أسطر"},
    ],
)
def test_machines_are_known(headers: dict[str, str]) -> None:
    assert read(a_mail(**headers).as_bytes()).is_automatic


@pytest.mark.parametrize("subject", ["Fwd: Three lines", "WG: Drei Zeilen", "TR : x", "RV: x"])
def test_a_forwarded_subject_is_known(subject: str) -> None:
    assert read(a_mail(Subject=subject).as_bytes()).is_forward


@pytest.mark.parametrize("subject", ["Re: Three lines", "AW: Drei Zeilen", "Trust: x", "Absent"])
def test_an_answer_is_none(subject: str) -> None:
    found = read(a_mail(Subject=subject, Auto_Submitted="no").as_bytes())
    assert (found.is_automatic, found.is_forward) == (False, False)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "iso-8859-1"),
        ("us-ascii", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("x-unknown", "utf-8"),
        ("", "cp1252"),
    ],
)
def test_an_encoding_that_is_wrong_or_not_said(declared: str, encoding: str) -> None:
    charset = f"; charset={declared}" if declared else ""
    head = f"From: a@b.example\nContent-Type: text/plain{charset}\n\n".encode()
    assert read(head + "Über Größe gesprochen.".encode(encoding)).text == "Über Größe gesprochen."


def test_arabic_in_its_old_encoding() -> None:
    words = "تركت إيمي تقود الاجتماع"
    head = b"Content-Type: text/plain; charset=windows-1256\n\n"
    assert read(head + words.encode("windows-1256")).text == words


def test_text_that_flows_is_joined() -> None:
    head = b"Content-Type: text/plain; format=flowed\n\n"
    found = read(head + b"I asked all \nof them.\nThey answered.\n-- \nAda")
    assert three_lines(own_words(found.text).text) == ThreeLines(
        "I asked all of them.", "They answered."
    )


def test_plain_text_wins_and_attachments_are_left_alone() -> None:
    mail = a_mail()
    mail.add_alternative("<p>other words</p>", subtype="html")
    mail.add_attachment("not mine", filename="notes.txt")
    assert read(mail.as_bytes()).text.strip() == ANSWER


def test_html_alone_is_read_and_a_passed_on_mail_is_not() -> None:
    mail = EmailMessage()
    mail.set_content(HTML["gmail"].format(*LINES), subtype="html")
    assert three_lines(read(mail.as_bytes()).text) == ThreeLines(*LINES)
    outer = EmailMessage()
    outer.add_attachment(a_mail())
    assert read(outer.as_bytes()).text == ""


def test_a_large_mail_is_cut_before_it_is_read() -> None:
    mail = a_mail()
    mail.add_attachment(b"\xff" * 3_000_000, maintype="image", subtype="jpeg", filename="p.jpg")
    raw = mail.as_bytes()
    assert len(raw) > 4 * LARGEST
    assert read(raw).text.strip() == ANSWER


def test_parts_within_parts_do_not_exhaust_anything() -> None:
    head = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(3000)
    )
    assert read(head + b"Content-Type: text/plain\n\nhello").text == ""


@pytest.mark.parametrize(
    "piece", [b"<a ", b"<!--", b"<", b"</a", b"<a x='", b"<script>", b"<div>", b"<![CDATA[", b"&#x"]
)
def test_html_that_never_ends_takes_no_time(piece: bytes) -> None:
    began = time.process_time()
    read(b"Content-Type: text/html\n\n" + piece * (100_000 // len(piece)))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "header", [b"Content-Type: text/plain; " + b"a*0=b; " * 60_000, b"To: " + b'"a,(' * 100_000]
)
@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_headers_that_never_end_take_no_time(header: bytes, end: bytes) -> None:
    began = time.process_time()
    assert read(b"X: y" + end + header + end + end + b"hello").text.strip() == "hello"
    assert time.process_time() - began < 2


@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_read_without_failing(raw: bytes) -> None:
    for head in (
        b"",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n",
        b"Content-Type: text/html; charset=\xff\n\n",
        b"Subject: =?utf-8?q?",
        b"From: ",
    ):
        found = read(head + raw)
        own_words(found.text, OURS)


@given(st.text(max_size=200))
def test_what_is_written_above_our_line_comes_out_alone(text: str) -> None:
    assert MARKER[:3] not in own_words(f"{text}\n{MARKER}\nHello Ada,").text
