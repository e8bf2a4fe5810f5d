"""Imports run one way: no circle, nothing upwards, and inside a function only for a reason that is told."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
PACKAGES = ("archive", "imctc_site", "bench")

#: Who may not know whom, by the beginnings of their names.
APART = [
    ("imctc_site", "archive"),
    ("imctc_site", "bench"),
    ("archive", "bench"),
    ("archive.editing", "archive.admin"),
    ("archive.models", "archive.admin"),
    ("archive.models", "archive.public"),
    ("archive.search", "archive.public"),
    ("archive.public", "archive.admin"),
    ("archive.data", "archive.public"),
    ("archive.lists", "archive.public"),
    ("archive.kinds", "archive.public"),
    ("imctc_site", "tests"),
    ("archive", "tests"),
]


def modules() -> dict[str, ast.Module]:
    """Every module by its name; migrations apart, which keep to the past."""
    found = {}
    for package in PACKAGES:
        for path in sorted((BASE / package).rglob("*.py")):
            parts = path.relative_to(BASE).with_suffix("").parts
            if "migrations" not in parts:
                name = ".".join(parts).removesuffix(".__init__")
                found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def only_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Every import that is ever carried out, also inside functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif not only_for_types(child):
            yield from imports(child)


def graph(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    """Module -> the modules that it imports, those of `tests` among them."""
    edges: dict[str, set[str]] = {}
    for name, tree in trees.items():
        wanted = set()
        for each in imports(tree):
            if isinstance(each, ast.Import):
                wanted |= {alias.name for alias in each.names}
            else:
                full = {f"{each.module}.{alias.name}" for alias in each.names}
                wanted |= {name if name in trees else each.module for name in full}
        edges[name] = {other for other in wanted if other in trees or other.startswith("tests")} - {name}
    return edges


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Each set of modules that all lead to one another."""

    def reached(start: str) -> set[str]:
        found, left = set(), [start]
        while left:
            for other in edges.get(left.pop(), ()):
                if other not in found:
                    found.add(other)
                    left.append(other)
        return found

    all_reached = {name: reached(name) for name in edges}
    found: list[list[str]] = []
    for name in edges:
        if name in all_reached[name] and not any(name in circle for circle in found):
            found.append(sorted(each for each in all_reached[name] if name in all_reached.get(each, ())))
    return found


@pytest.fixture(scope="module")
def drawn() -> dict[str, set[str]]:
    return graph(modules())


def test_no_module_leads_back_to_itself(drawn):
    assert len(drawn) > 200
    assert circles(drawn) == []


def test_a_circle_would_be_found_also_one_that_hides_in_a_function():
    trees = {
        "a": ast.parse("import b"),
        "b": ast.parse("def late():\n    from c import x"),
        "c": ast.parse("import a"),
        "d": ast.parse("import a\nif TYPE_CHECKING:\n    import e"),
        "e": ast.parse("import d"),
    }
    assert circles(graph(trees)) == [["a", "b", "c"]]


@pytest.mark.parametrize(("who", "whom"), APART)
def test_no_arrow_leads_back_up(drawn, who, whom):
    def within(name: str, package: str) -> bool:
        return name == package or name.startswith(f"{package}.")

    arrows = [
        (name, other)
        for name, others in drawn.items()
        for other in others
        if within(name, who) and within(other, whom)
    ]
    assert arrows == []


def test_settings_name_what_is_above_them_and_import_it_not(drawn):
    assert not {name for name in drawn["imctc_site.settings"] if not name.startswith("imctc_site")}


def untold(path: Path) -> list[str]:
    """Imports inside functions with no comment on their line, nor above the lines of import they stand in."""
    text = path.read_text(encoding="utf-8")
    lines, found = text.splitlines(), []
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef):
            continue
        told_until = 0
        for each in sorted(imports(function), key=lambda node: node.lineno):
            above, own = lines[each.lineno - 2], lines[each.lineno - 1]
            if "#" in own or above.strip().startswith("#") or told_until == each.lineno - 1:
                told_until = each.end_lineno
            else:
                found.append(f"{path.relative_to(BASE)}:{each.lineno}")
    return found


def test_an_import_inside_a_function_says_why_it_stands_there():
    paths = [path for package in ("archive", "imctc_site") for path in (BASE / package).rglob("*.py")]
    assert [place for path in paths if "migrations" not in path.parts for place in untold(path)] == []
