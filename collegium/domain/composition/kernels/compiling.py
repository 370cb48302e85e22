"""The one way to compile a function: lazily, without the GIL, once for each kind of array.

A bridge to Python, whole numbers of several widths and built-ins like `min` each make machine
code of their own; together they were two thirds of it. Hence `part`, `_Compiled`, and kernels
that spell such things out.
"""

from collections.abc import Callable, Sequence
from typing import Any

from numba.core import config, types
from numba.core.caching import FunctionCache
from numba.core.registry import CPUDispatcher

from collegium.domain.composition.kernels.keeping import folder_of

_OPTIONS = {"nopython": True, "nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}


def kernel[F: Callable[..., object]](function: F) -> F:
    """Compile a function on its first call, from Python or from another kernel."""
    return _compiled(function, _OPTIONS)


def part[F: Callable[..., object]](function: F) -> F:
    """The same for one that kernels alone may call: there is no way to it from Python."""
    return _compiled(function, {**_OPTIONS, "no_cpython_wrapper": True})


def _compiled[F: Callable[..., object]](function: F, options: dict[str, Any]) -> F:
    compiled: Any = _Compiled(function, targetoptions=options)
    folder = folder_of(function.__module__.rpartition(".")[2])
    if folder:
        settings: Any = config
        before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder)
        try:
            compiled.keep()
        finally:
            settings.CACHE_DIR = before
    answer: F = compiled
    return answer


class _Kept(FunctionCache):
    """Machine code on disk; a full disk or a vanished folder costs time and no composition."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:  # noqa: ANN401 - numba's
        """What is kept for these types, if anything."""
        try:
            return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]  # numba leaves this untyped
        except (OSError, EOFError):
            return None

    def save_overload(self, sig: Any, data: Any) -> None:  # noqa: ANN401 - numba's
        """Keep this if that is possible."""
        try:
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]  # numba leaves this untyped
        except OSError:
            self.disable()  # type: ignore[no-untyped-call]  # numba leaves this untyped


class _Compiled(CPUDispatcher):
    """A function that kernels call with whole numbers of 64 bits, whatever they have in hand."""

    def keep(self) -> None:
        """Keep machine code on disk."""
        self._cache = _Kept(self.py_func)  # type: ignore[no-untyped-call]  # numba leaves this untyped

    def get_call_template(self, args: Sequence[Any], kws: Any) -> Any:  # noqa: ANN401 - numba's
        """How a kernel calls this one."""
        return super().get_call_template([_widened(kind) for kind in args], kws)


def _widened(kind: Any) -> Any:  # noqa: ANN401 - a type of numba's
    plain = types.unliteral(kind)  # type: ignore[no-untyped-call]  # numba leaves this untyped
    if isinstance(plain, types.Integer) and plain.bitwidth < types.int64.bitwidth:  # type: ignore[attr-defined]  # numba leaves this untyped
        return types.int64
    return plain
