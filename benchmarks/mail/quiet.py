"""A worker's passes when nothing is due, after the mails went. Django is set up before."""

import time
from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.mail.world import DUE
from collegium.groups.models import Cycle
from collegium.library.actions.indexing import tend_index, tend_meanings
from collegium.library.models import Vector
from collegium.mailing.chores import Rota
from collegium.mailing.worker import take_turn
from collegium.practice.actions.company import tend_buddies

PASS = timedelta(seconds=5)
PASSES = 260


def main() -> None:
    """Print what a pass costs, by the chore that it does."""
    while Cycle.objects.filter(next_look=None).exists():  # else each is looked at once a day
        tend_buddies(DUE)
    tend_index(DUE)
    known = -1
    while known != (known := Vector.objects.count()):  # what is new to the search is due, too
        tend_meanings(DUE)
    rota = Rota()
    costs: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number in range(PASSES):
        now = DUE + timedelta(minutes=30) + number * PASS
        chore = rota.next(now)
        costs[chore.name if chore else "none"].append(_pass(rota, now))
    everything = [one for found in costs.values() for one in found]
    print("chore       passes  queries  CPU ms")
    for name, found in sorted(costs.items(), key=lambda one: -len(one[1])):
        print(_line(name, found))
    print(_line("all", everything))
    seconds = PASSES * PASS.total_seconds()
    share = sum(cost for _, cost in everything) / seconds
    print(f"at most {max(queries for queries, _ in everything)} queries; {share:.2%} of one core")


def _pass(rota: Rota, now: datetime) -> tuple[int, float]:
    with CaptureQueriesContext(connection) as queries:
        started = time.process_time()
        taken = take_turn(rota, lambda: now)
        spent = time.process_time() - started
    if taken:
        raise SystemExit(f"{taken} mails were due, so this was no quiet pass")
    return len(queries), spent


def _line(name: str, found: list[tuple[int, float]]) -> str:
    queries = max(number for number, _ in found)
    return (
        f"{name:10}  {len(found):6}  {queries:7}  {median(cost for _, cost in found) * 1000:6.1f}"
    )
