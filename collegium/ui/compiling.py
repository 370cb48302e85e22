"""How Jinja makes Python of a template that is drawn many times a second.

The page is the one that Jinja would draw by itself. But what a template says in any case is worked
out while it is compiled, macros stand where they are called, and an attribute is an attribute:
`words.text` looks for no key of a dictionary, `words["text"]` does.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from copy import copy
from functools import cache
from html import escape as escape_text
from itertools import count
from keyword import iskeyword
from typing import Any, cast

from django.utils.safestring import SafeString
from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

# Functions that make the same of the same values whenever a template of one language is drawn.
SETTLED = frozenset({"_", "icon", "submit", "tag"})

LOOP = "loop"  # means the nearest loop

_numbers = count(1)  # so that a name that is put in place means one thing

type Macros = dict[str, nodes.Macro]


class Piece:
    """HTML that is not text yet.

    Among the pieces that a template gives it stays the object that it is; in a macro that is
    called, or something that is set, it becomes text.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """Return it as text."""
        raise NotImplementedError


def escaped(value: object) -> str | Piece:
    """Escape what is no markup; what is stays the same object, where Markup's `escape` copies."""
    sort = type(value)
    if sort is str:
        return escape_text(cast(str, value))
    if sort is Markup or sort is SafeString:
        return cast(str, value)
    return value if isinstance(value, Piece) else escape(value)


def written(value: object) -> str:
    """Escape in the same way, as text in any case."""
    made = escaped(value)
    return made.__html__() if isinstance(made, Piece) else made


class Compiler(CodeGenerator):
    """Writes Python without what a template of ours never needs."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - as Jinja calls it
        """Write a whole template."""
        _place_macros(node, self.environment)
        settled: nodes.Template = _Settling(self.environment).visit(node)
        super().visit_Template(settled, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        """Write an attribute, which has to be there."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        """Write what stands under a key."""
        if isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - as Jinja calls it
        """Write a call, by a detour only for functions that Jinja hands more than is said."""
        if forward_caller or not _is_plain(node) or self._asks_for_more(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def _asks_for_more(self, called: nodes.Expr) -> bool:
        """Whether a function is to be told what else is being drawn."""
        known = self.environment.globals.get(called.name) if isinstance(called, nodes.Name) else ""
        return hasattr(known, "jinja_pass_arg")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - Jinja's own
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(" if frame.buffer is None else "environment.written(")


class Compiled(Environment):
    """An environment whose templates are compiled that way."""

    code_generator_class = Compiler
    escaped = staticmethod(escaped)
    written = staticmethod(written)


class _Settling(NodeTransformer):
    """Works out what is the same each time."""

    def __init__(self, environment: Environment) -> None:
        self._globals = environment.globals
        self._context = nodes.EvalContext(environment)

    def generic_visit(self, node: nodes.Node, *args: object, **kwargs: object) -> nodes.Node:
        visited = super().generic_visit(node, *args, **kwargs)
        for _, value in visited.iter_fields():
            if isinstance(value, list):
                value[:] = _joined(value)
        return visited

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - as Jinja calls it
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        given = [*node.args, *(one.value for one in node.kwargs)]
        certain = _is_plain(node) and all(isinstance(one, nodes.Const) for one in given)
        if name not in SETTLED or not certain:
            return node
        args = [one.as_const(self._context) for one in node.args]
        more = {one.key: one.value.as_const(self._context) for one in node.kwargs}
        return nodes.Const(Markup(self._globals[name](*args, **more)), lineno=node.lineno)  # type: ignore[operator]  # noqa: S704 - components escape

    def visit_If(self, node: nodes.If) -> nodes.Node | list[nodes.Node]:  # noqa: N802 - as Jinja calls it
        if node.elif_:
            first, *rest = node.elif_
            other = nodes.If(first.test, first.body, rest, node.else_, lineno=first.lineno)
            node.elif_, node.else_ = [], [other]
        self.generic_visit(node)
        holds = self._certainly(node.test)
        return node if holds is None else node.body if holds else node.else_

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Expr:  # noqa: N802 - as Jinja calls it
        self.generic_visit(node)
        holds = self._certainly(node.test)
        if holds is None or node.expr2 is None:
            return node
        return node.expr1 if holds else node.expr2

    def _certainly(self, test: nodes.Node) -> bool | None:
        try:
            return bool(cast(nodes.Expr, test).as_const(self._context))
        except nodes.Impossible:
            return None


class _Placing(NodeTransformer):
    """Puts what a macro says where it is called; leaves calls that mean more than that.

    `taken` are names that mean something of their own in the template that calls.
    """

    def __init__(self, macros: Macros, taken: frozenset[str], environment: Environment) -> None:
        self._macros = macros
        self._settling = _Settling(environment)
        self._common = environment.globals.keys() - taken

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:  # noqa: N802 - as Jinja calls it
        said: list[nodes.Node] = []
        for one in node.nodes:
            placed = self._placed(one) if isinstance(one, nodes.Call) else None
            said += [nodes.Output([one], lineno=node.lineno)] if placed is None else placed
        return said

    def _placed(self, call: nodes.Call) -> list[nodes.Node] | None:
        macro = self._macros.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        given = _given(macro, call) if macro else None
        if macro is None or given is None:
            return None
        set_inside = _stored(macro.body)
        if not _named(macro.body) - given.keys() - set_inside - {LOOP} <= self._common:
            return None  # it knows more than what it is given and what all templates know
        values = {name: self._settling.visit(_copied(one)) for name, one in given.items()}
        meant: dict[str, nodes.Expr] = {
            name: nodes.Name(f"{name.partition('__')[0]}__{next(_numbers)}", "load")
            for name in values.keys() | set_inside
        }
        kept = {name: one for name, one in values.items() if name in set_inside or _may_vary(one)}
        saying = _Saying(meant | {name: one for name, one in values.items() if name not in kept})
        body = [saying.visit(_copied(one)) for one in macro.body]
        if not kept and not set_inside:
            return body
        targets = [saying.visit(nodes.Name(name, "param")) for name in kept]
        return [nodes.With(targets, list(kept.values()), body, lineno=call.lineno)]


class _Saying(NodeTransformer):
    """Puts what is meant in the place of names, so that none means two things in one template."""

    def __init__(self, meant: Mapping[str, nodes.Expr]) -> None:
        self._meant = meant

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - as Jinja calls it
        meant = self._meant.get(node.name, node)
        if isinstance(meant, nodes.Name):
            return nodes.Name(meant.name, node.ctx, lineno=node.lineno)
        return meant


def _place_macros(tree: nodes.Template, environment: Environment) -> Macros:
    """Put macros in their places, those of other templates as well; return all that are known."""
    macros = _imported(tree, environment)
    taken = _stored([tree]) | macros.keys()
    for macro in list(tree.find_all(nodes.Macro)):
        _Placing(macros, taken, environment).visit(macro)
        macros[macro.name] = macro
    _Placing(macros, taken, environment).visit(tree)
    _Importing(_named([tree])).visit(tree)
    tree.set_environment(environment)
    return macros


class _Importing(NodeTransformer):
    """Imports only what is still `needed`."""

    def __init__(self, needed: Set[str]) -> None:
        self._needed = needed

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.FromImport | None:  # noqa: N802 - as Jinja calls it
        node.names = [one for one in node.names if _both_names(one)[1] in self._needed]
        return node if node.names else None


def _imported(tree: nodes.Template, environment: Environment) -> Macros:
    found: Macros = {}
    for one in tree.find_all(nodes.FromImport):
        if isinstance(one.template, nodes.Const):
            there = _macros_in(one.template.value, environment)
            names = map(_both_names, one.names)
            found |= {alias: there[name] for name, alias in names if name in there}
    return found


@cache
def _macros_in(template: str, environment: Environment) -> Macros:
    if environment.loader is None:
        raise TemplateNotFound(template)
    source, _, _ = environment.loader.get_source(environment, template)
    return _place_macros(environment.parse(source, template), environment)


def _given(macro: nodes.Macro, call: nodes.Call) -> dict[str, nodes.Expr] | None:
    """Return what a macro is given by name; None where it is not that simple."""
    names = [one.name for one in macro.args]
    usual = dict(zip(reversed(names), reversed(macro.defaults), strict=False))
    given = dict(zip(names, call.args, strict=False)) | {one.key: one.value for one in call.kwargs}
    left_out = [usual.get(one) for one in names if one not in given]
    twice_or_too_many = len(given) < len(call.args) + len(call.kwargs)
    if twice_or_too_many or not given.keys() <= set(names) or not _is_plain(call):
        return None
    if not all(isinstance(one, nodes.Const) for one in left_out):
        return None
    return usual | given


def _both_names(imported: str | tuple[str, str]) -> tuple[str, str]:
    """Return what something is called there and here."""
    return imported if isinstance(imported, tuple) else (imported, imported)


def _may_vary(value: nodes.Expr) -> bool:
    """Whether a value is more than something certain or another name for something."""
    named = isinstance(value, nodes.Name) and value.name != LOOP
    return not named and not isinstance(value, nodes.Const)


def _is_plain(call: nodes.Call) -> bool:
    stars = call.dyn_args or call.dyn_kwargs
    return not stars and not any(iskeyword(one.key) for one in call.kwargs)


def _stored(parts: Iterable[nodes.Node]) -> frozenset[str]:
    """Return the names that are given a meaning somewhere in `parts`."""
    return frozenset(one.name for one in _names(parts) if one.ctx != "load")


def _named(parts: Iterable[nodes.Node]) -> frozenset[str]:
    """Return all names in `parts`."""
    return frozenset(one.name for one in _names(parts))


def _names(parts: Iterable[nodes.Node]) -> Iterator[nodes.Name]:
    return (one for part in parts for one in part.find_all(nodes.Name))


def _joined(parts: list[Any]) -> list[Any]:
    """Return statements in which what is said one after the other is one."""
    done: list[Any] = []
    for one in parts:
        if isinstance(one, nodes.Output) and done and isinstance(done[-1], nodes.Output):
            done[-1] = nodes.Output([*done[-1].nodes, *one.nodes], lineno=done[-1].lineno)
        else:
            done.append(one)
    return done


def _copied[T](part: T) -> T:
    """Return a part of a template that can be changed by itself."""
    if isinstance(part, list):
        return cast(T, [_copied(one) for one in part])
    if not isinstance(part, nodes.Node):
        return part
    other = copy(part)
    for name, value in part.iter_fields():
        setattr(other, name, _copied(value))
    return other
