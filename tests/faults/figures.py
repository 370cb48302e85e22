"""What the tests of faults counted and timed, said at the end of the run instead of in the docs."""

from collections.abc import Callable

type Figure = Callable[[str, object], None]  # pytest's `record_property`: a sentence, a number
