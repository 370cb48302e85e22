"""The heart of a run in its own process: it keeps the lease and carries words both ways."""

import logging
import os
import threading
from datetime import datetime
from types import TracebackType

from django.db import DatabaseError, connections
from django.utils import timezone

from collegium.domain.composition import Progress
from collegium.groups.actions import Limit, release_run, renew_run
from collegium.groups.models import Composition
from collegium.vault.troubles import named

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two beats


class Heart:
    """Beats in a thread while the search has the processor.

    Where the worker that started this process is gone, or the lease has passed to somebody
    else, it ends the process at once: nothing is half done outside a transaction.
    """

    def __init__(self, run: Composition, limit: Limit, *, parent: int | None = None) -> None:
        self._run, self._limit, self._parent = run, limit, parent
        self._progress: Progress | None = None
        self._since: datetime | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True, name="heart")

    def watch(self, progress: Progress) -> None:
        """Note how far the search is; the next beat tells it."""
        self._progress, self._since = progress, self._since or timezone.now()

    def __enter__(self) -> "Heart":
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _live(self) -> None:
        while not self._over.wait(PAUSE):
            try:
                self._beat()
            except DatabaseError as error:
                logger.warning("database: %s; trying again", named(error))
                connections.close_all()
        connections.close_all()

    def _beat(self) -> None:
        if self._parent is not None and os.getppid() != self._parent:
            release_run(self._run)
            os._exit(0)
        word = renew_run(self._run, now=timezone.now(), progress=self._progress, since=self._since)
        if word.stop:
            self._limit.cut = True
        if not (word.held or self._over.is_set()):
            logger.warning("run %s: the lease has passed to another worker", self._run.pk)
            os._exit(0)
