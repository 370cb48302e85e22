"""Looking for what people said on a site wherever others could look. It is never there."""

from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path
from tempfile import mkdtemp

from tests.architecture.canaries import Canary, found, unpacked
from tests.journeys.serving import ROOT, Site

SEARCHED = "sentences that people wrote, searched for wherever others look and not found"
SHORTEST = 16  # characters; shorter words may stand anywhere
WRITTEN_BY_US = (".po", ".yaml", ".py", ".html", ".json")  # what people pick or are asked


def nothing_leaked(site: Site, written: Sequence[str] = ()) -> str:
    """Search files, write-ahead logs, the server's log, mails, dumps and backups; what was done.

    What was `written`, as far as the journey knows it, has to be among what is searched for.
    """
    folder = Path(mkdtemp(prefix="searched-", dir=site.data.parent))
    told = site.inside("tests.journeys.spoken", str(folder))
    said = "\n".join(text for _field, text in told["said"])
    assert [words for words in written if words not in said] == []
    ours = _ours() + told["let out"]
    canaries = [
        Canary(field, text)
        for field, text in told["said"]
        if len(text) >= SHORTEST and " " in text and " ".join(text.split()) not in ours
    ]
    assert canaries
    looked = dict(_haystacks(site, folder))
    leaks = {name: there for name, hay in looked.items() if (there := found(canaries, hay))}
    assert leaks == {}, leaks
    assert any(told["open"].encode() in hay for hay in looked.values())  # the search works
    megabytes = sum(map(len, looked.values())) / 1_000_000
    return f"{len(canaries)} in {len(looked)} places, {megabytes:.0f} MB"


def _haystacks(site: Site, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything by its name, unpacked."""
    assert {one.name for one in site.data.iterdir()} >= {"collegium.sqlite3", "vault.sqlite3"}
    for place in (site.data, folder):
        for number, content in enumerate(unpacked(place)):
            yield f"{place.name} {number}", content
    yield "log", site.log.read_bytes()
    for number, mail in enumerate(site.post.mails):
        yield f"mail {number}", b"\n".join(_unfolded(mail))


def _unfolded(mail: EmailMessage) -> Iterator[bytes]:
    """A mail as it was sent, its subject as it is read, and each part without its packing."""
    yield mail.as_bytes()
    yield "\n".join(f"{name}: {value}" for name, value in mail.items()).encode()
    for part in mail.walk():
        if isinstance(content := part.get_payload(decode=True), bytes):
            yield content


def _ours() -> str:
    """Everything that stands in the program: people may say it, and it is no secret."""
    texts = (
        path.read_text("utf-8")
        for path in (ROOT / "collegium").rglob("*")
        if path.suffix in WRITTEN_BY_US
    )
    return " ".join(" ".join(texts).replace('"\n"', "").split())
