"""What a command or a heard message can lead to, read from the sources: every refusal and every fact within reach.

From its decision in a topic's table, each function that is named is followed, methods by their name alone. So what is
found may be more than what can happen, never less.
"""

import ast
import importlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from shared.topic import Topic

ROOT = Path(__file__).parents[2]


@dataclass
class Found:
    """What stands in one piece of code."""

    codes: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    named: set[tuple[str, str]] = field(default_factory=set)
    """Functions: (module, name), or ("", name) for a method."""


def topics_of(service):
    """The topics of a service, each with its table."""
    found = []
    for path in sorted((ROOT / "services" / service).glob("*/topic.py")):
        module = importlib.import_module(f"services.{service}.{path.parent.name}.topic")
        found += [each for each in vars(module).values() if isinstance(each, Topic)]
    return found


class Sources:
    """The pure side of one service: the modules of its topics, and their tables."""

    def __init__(self, service):
        folder = ROOT / "services" / service
        self.prefix = f"services.{service}"
        self.trees = {
            ".".join(path.relative_to(ROOT).with_suffix("").parts): _parsed(path)
            for path in folder.rglob("*.py")
            if path.name not in {"queries.py", "messages.py"}
        }
        self.kinds = {
            (module, name): kind
            for module, tree in self.trees.items()
            if module.endswith(".facts")
            for name, kind in self._kinds(tree).items()
        }
        self.starts = {
            model.__name__: getattr(decide, "__wrapped__", decide)
            for topic in topics_of(service)
            for model, decide in (
                *topic.decides.items(),
                *((hearing.model, hearing.decide) for hearing in topic.hears.values()),
            )
        }
        self.functions = defaultdict(Found)
        for module, tree in self.trees.items():
            names = self._names(module, tree)
            methods = {each for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for each in node.body}
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef):
                    given = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
                    found = self.found_in(node.body, {name: at for name, at in names.items() if name not in given})
                    into = self.functions["" if node in methods else module, node.name]
                    into.codes |= found.codes
                    into.facts |= found.facts
                    into.named |= found.named

    @staticmethod
    def _kinds(tree):
        """Class -> kind; a class without one of its own is no fact."""
        return {
            node.name: each.value.value
            for node in tree.body
            if isinstance(node, ast.ClassDef)
            for each in node.body
            if isinstance(each, ast.AnnAssign) and getattr(each.target, "id", "") == "kind" and each.value
        }

    def _names(self, module, tree):
        """What a module calls by which name: its own functions, what it imports, and whole modules."""
        names = {node.name: (module, node.name) for node in tree.body if isinstance(node, ast.FunctionDef)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(self.prefix):
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    names[alias.asname or alias.name] = (
                        (whole, "") if whole in self.trees else (node.module, alias.name)
                    )
        return names

    def found_in(self, nodes, names):
        found = Found()
        for node in (inner for each in nodes for inner in ast.walk(each)):
            match node:
                case ast.Call(func=ast.Name(id="Refusal"), args=[ast.Constant(value=str(code)), *_]):
                    found.codes.add(code)
                case ast.Attribute(value=ast.Name(id=alias), attr=attr) if names.get(alias, ("", "x"))[1] == "":
                    self._name(found, (names[alias][0], attr))
                case ast.Attribute(attr=attr):
                    found.named.add(("", attr))
                case ast.Name(id=name) if name in names:
                    self._name(found, names[name])
        return found

    def _name(self, found, what):
        found.named.add(what)
        if what in self.kinds:
            found.facts.add(self.kinds[what])

    def reached(self, model):
        """Everything within reach of the decision that a topic's table gives this model."""
        start = self.starts[model]
        codes, facts = set(), set()
        todo, done = [(start.__module__, start.__name__)], set()
        while todo:
            key = todo.pop()
            if key in done or key not in self.functions:
                continue
            done.add(key)
            codes |= self.functions[key].codes
            facts |= self.functions[key].facts
            todo += self.functions[key].named
        return Found(codes, facts)


def _parsed(path: Path):
    return ast.parse(path.read_text("utf-8"))
