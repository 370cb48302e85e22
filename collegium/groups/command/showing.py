"""What is said on the terminal while groups are composed; everything goes to standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from collegium.domain.composition.result import Progress as Step

type Watch = Callable[[Step], None]


class Voice:
    """Messages to whoever started the command; `quiet` leaves only what went wrong."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self.quiet = quiet

    def say(self, *lines: str) -> None:
        """Something good to know."""
        if not self.quiet:
            for line in lines:
                self.console.print(line)

    def warn(self, *lines: str) -> None:
        """Something that went wrong, said in any case."""
        for line in lines:
            self.console.print(line, style="yellow")

    def refuse(self, *lines: str) -> None:
        """Why nothing was done."""
        for line in lines:
            self.console.print(line, style="red")

    @contextmanager
    def progress(self, what: str) -> Iterator[Watch | None]:
        """A bar while the engine searches; nothing where nobody looks at a terminal."""
        if self.quiet or not self.console.is_terminal:
            self.say(f"{what} …")
            yield None
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[near]}"),
        )
        with Progress(*columns, console=self.console, transient=True) as bars:
            task = bars.add_task(what, total=1.0, near="")

            def watch(step: Step) -> None:
                near = _("at most %(gap)s %% below the best imaginable") % {
                    "gap": f"{100 * step.gap:.2f}"
                }
                bars.update(task, completed=min(1.0, step.share), near=near)

            yield watch
