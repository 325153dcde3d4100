"""What a command or a heard message can lead to, read from the sources: every refusal and every fact within reach.

From its arm in `policy`, each function that is named is followed, methods by their name alone. So what is found may be
more than what can happen, never less.
"""

import ast
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Found:
    """What stands in one piece of code."""

    codes: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    named: set[tuple[str, str]] = field(default_factory=set)
    """Functions: (module, name), or ("", name) for a method."""


class Sources:
    """The pure side of one service: `policy`, and the modules of its domain."""

    def __init__(self, service):
        folder = ROOT / "services" / service
        self.prefix = f"services.{service}"
        self.trees = {
            f"{self.prefix}.policy": _parsed(folder / "policy.py"),
            **{f"{self.prefix}.domain.{path.stem}": _parsed(path) for path in (folder / "domain").glob("*.py")},
        }
        self.kinds = self._kinds(self.trees[f"{self.prefix}.domain.events"])
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
                    found.named.add((names[alias][0], attr))
                    if names[alias][0].endswith(".events") and attr in self.kinds:
                        found.facts.add(self.kinds[attr])
                case ast.Attribute(attr=attr):
                    found.named.add(("", attr))
                case ast.Name(id=name) if name in names:
                    found.named.add(names[name])
        return found

    def reached(self, nodes):
        """Everything within reach of these statements of `policy`."""
        module = f"{self.prefix}.policy"
        start = self.found_in(nodes, self._names(module, self.trees[module]))
        codes, facts = set(start.codes), set(start.facts)
        todo, done = list(start.named), set()
        while todo:
            key = todo.pop()
            if key in done or key not in self.functions:
                continue
            done.add(key)
            codes |= self.functions[key].codes
            facts |= self.functions[key].facts
            todo += self.functions[key].named
        return Found(codes, facts)

    def arms(self, function):
        """Of a `match` in `policy`: class name -> the statements of its arm."""
        (node,) = [
            each
            for each in self.trees[f"{self.prefix}.policy"].body
            if isinstance(each, ast.FunctionDef) and each.name == function
        ]
        (choice,) = [each for each in node.body if isinstance(each, ast.Match)]
        return {case.pattern.cls.attr: case.body for case in choice.cases if isinstance(case.pattern, ast.MatchClass)}


def _parsed(path: Path):
    return ast.parse(path.read_text("utf-8"))
