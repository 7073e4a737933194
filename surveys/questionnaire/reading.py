"""A questionnaire file, read once: YAML text to definition, every problem with its line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import yaml

from surveys.questionnaire import checks, translating
from surveys.questionnaire.definition import (
    CodeFrame,
    Condition,
    Item,
    Kind,
    Option,
    Page,
    Question,
    Questionnaire,
    Section,
    Theme,
)

FORMAT = "1"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in the file, and on which line (the first is 1)."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


def read(text: str) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
    """The questionnaire that the file describes, or None and all that is wrong with it."""
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, (Problem(line, f"not YAML: {error.problem}"),)
    except yaml.YAMLError as error:
        return None, (Problem(1, f"not YAML: {error}"),)
    if tree is None:
        return None, (Problem(1, "the file is empty"),)
    return _Reader().questionnaire(tree)


@dataclass
class _Reader:
    """Walks the tree; collects problems, and the line on which each code stands."""

    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def questionnaire(self, node: yaml.Node) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
        keys = {"format", "code", "version", "title", "purpose", "minutes", "privacy", "sections", "languages"}
        parts = self.mapping(node, keys, required={"format", "code", "title", "sections"})
        if "format" in parts and self.text(parts["format"]) != FORMAT:
            self.problem(parts["format"], f"this file is of a format other than {FORMAT}")
        made = Questionnaire(
            code=self.text(parts.get("code")),
            version=self.number(parts.get("version")) or 1,
            title=self.text(parts.get("title")),
            sections=self.sequence(parts.get("sections"), self.section),
            purpose=self.sequence(parts.get("purpose"), self.text),
            minutes=self.text(parts.get("minutes")),
            privacy=self.sequence(parts.get("privacy"), self.text),
            translations=self.translations(parts.get("languages")),
        )
        if not self.problems:
            found = [*checks.problems(made), *translating.problems(made)]
            self.problems = [Problem(self.lines.get(where, 1), message) for where, message in found]
        told = tuple(sorted(self.problems, key=lambda problem: problem.line))
        return (None if told else made), told

    def translations(self, node: yaml.Node | None) -> dict[str, dict[str, str]]:
        """`languages: {cy: {q1: Enw, …}}`: by language, the text at each address (`translating`)."""
        return {self.code(language): self.by_key(texts, self.text) for language, texts in self.pairs(node)}

    def by_key(self, node: yaml.Node, make: Callable[[yaml.Node], T]) -> dict[str, T]:
        made: dict[str, T] = {}
        for key, value in self.pairs(node):
            name = self.text(key)
            if name in made:
                self.problem(key, f"“{name}” stands here twice")
            made[name] = make(value)
        return made

    def pairs(self, node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
        """What stands under keys, in the order of the file."""
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, "expected keys with something under each")
            return []
        return list(node.value)

    def section(self, node: yaml.Node) -> Section:
        parts = self.mapping(node, {"code", "title", "if", "pages"}, {"code", "title", "pages"})
        return Section(
            code=self.code(parts.get("code")),
            title=self.text(parts.get("title")),
            pages=self.sequence(parts.get("pages"), self.page),
            condition=self.condition(parts.get("if")),
        )

    def page(self, node: yaml.Node) -> Page:
        keys = {"code", "title", "if", "questions"}
        parts = self.mapping(node, keys, {"code", "title", "questions"})
        return Page(
            code=self.code(parts.get("code")),
            title=self.text(parts.get("title")),
            questions=self.sequence(parts.get("questions"), self.question),
            condition=self.condition(parts.get("if")),
        )

    def question(self, node: yaml.Node) -> Question:
        keys = {
            *("code", "number", "kind", "text", "hint", "introduction", "items", "options"),
            *("limit", "required", "if", "fact", "code frame"),
        }
        parts = self.mapping(node, keys, {"code", "number", "kind", "text"})
        code = self.code(parts.get("code"))
        return Question(
            code=code,
            number=self.text(parts.get("number")),
            kind=self.kind(parts.get("kind")),
            text=self.text(parts.get("text")),
            hint=self.text(parts.get("hint")),
            introduction=self.sequence(parts.get("introduction"), self.text),
            items=self.coded(parts.get("items"), self.item, within=code),
            options=self.coded(parts.get("options"), self.option, within=code),
            limit=self.number(parts.get("limit")),
            required=self.flag(parts.get("required"), default=True),
            condition=self.condition(parts.get("if")),
            fact=self.text(parts.get("fact")),
            code_frame=self.code_frame(parts.get("code frame")),
        )

    def sub_question(self, node: yaml.Node | None) -> Question | None:
        if node is None:
            return None
        parts = self.mapping(node, {"code", "text", "options"}, {"code", "text", "options"})
        code = self.code(parts.get("code"))
        return Question(
            code=code,
            number="",
            kind=Kind.SINGLE,
            text=self.text(parts.get("text")),
            options=self.coded(parts.get("options"), self.option, within=code),
            required=False,
        )

    def code_frame(self, node: yaml.Node | None) -> CodeFrame | None:
        if node is None:
            return None
        parts = self.mapping(node, {"code", "codes"}, {"code", "codes"})
        code = self.code(parts.get("code"))
        return CodeFrame(code, self.coded(parts.get("codes"), self.theme, within=code))

    def theme(self, code: str, node: yaml.Node) -> Theme:
        if isinstance(node, yaml.ScalarNode):
            return Theme(code, self.text(node))
        parts = self.mapping(node, {"label", "short", "under"}, {"label"})
        text = {name: self.text(parts.get(name)) for name in ("label", "short", "under")}
        return Theme(code, text["label"], text["short"], under=text["under"])

    def option(self, code: str, node: yaml.Node) -> Option:
        if isinstance(node, yaml.ScalarNode):
            return Option(code, self.text(node))
        keys = {"label", "short", "hint", "aliases", "if", "specify", "sub"}
        parts = self.mapping(node, keys, {"label"})
        return Option(
            code=code,
            label=self.text(parts.get("label")),
            short=self.text(parts.get("short")),
            hint=self.text(parts.get("hint")),
            aliases=self.sequence(parts.get("aliases"), self.text),
            condition=self.condition(parts.get("if")),
            specify=self.flag(parts.get("specify")),
            sub=self.sub_question(parts.get("sub")),
        )

    def item(self, code: str, node: yaml.Node) -> Item:
        if isinstance(node, yaml.ScalarNode):
            return Item(code, self.text(node))
        parts = self.mapping(node, {"label", "short", "hint", "if", "specify", "required"}, {"label"})
        return Item(
            code=code,
            label=self.text(parts.get("label")),
            short=self.text(parts.get("short")),
            hint=self.text(parts.get("hint")),
            condition=self.condition(parts.get("if")),
            specify=self.flag(parts.get("specify")),
            required=self.flag(parts.get("required"), default=True),
        )

    def condition(self, node: yaml.Node | None) -> Condition | None:
        """`if: {q2: [d, e]}`: one question and the options of which one must be chosen."""
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
            self.problem(node, "a condition names one question and a list of its options")
            return None
        question, options = node.value[0]
        return Condition(self.text(question), frozenset(self.sequence(options, self.text)))

    def kind(self, node: yaml.Node | None) -> Kind:
        text = self.text(node)
        if node is not None and text not in set(Kind):
            self.problem(node, f"“{text}” is no kind of question; there are: {', '.join(Kind)}")
        return Kind(text) if text in set(Kind) else Kind.TEXT

    def code(self, node: yaml.Node | None) -> str:
        text = self.text(node)
        if node is not None:
            self.lines.setdefault(text, _line(node))
        return text

    def coded(self, node: yaml.Node | None, make: Callable[[str, yaml.Node], T], *, within: str) -> tuple[T, ...]:
        """What stands under codes, in the order of the file."""
        if node is None:
            return ()
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, "expected a code and a label on each line")
            return ()
        made, seen = [], set()
        for key, value in node.value:
            code = self.text(key)
            if code in seen:
                self.problem(key, f"the code “{code}” stands here twice")
            seen.add(code)
            self.lines.setdefault(f"{within}_{code}", _line(key))
            made.append(make(code, value))
        return tuple(made)

    def mapping(self, node: yaml.Node, allowed: set[str], required: set[str]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, f"expected {', '.join(sorted(required))} here")
            return {}
        parts: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name not in allowed:
                self.problem(key, f"“{name}” means nothing here; known: {', '.join(sorted(allowed))}")
            if name in parts:
                self.problem(key, f"“{name}” stands here twice")
            parts[name] = value
        for name in sorted(required - parts.keys()):
            self.problem(node, f"“{name}” is missing")
        return parts

    def sequence(self, node: yaml.Node | None, make: Callable[[yaml.Node], T]) -> tuple[T, ...]:
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.problem(node, "expected a list here")
            return ()
        return tuple(make(child) for child in node.value)

    def text(self, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.problem(node, "expected a text here")
            return ""
        return " ".join(str(node.value).split())

    def number(self, node: yaml.Node | None) -> int | None:
        text = self.text(node)
        if node is not None and not text.isdecimal():
            self.problem(node, f"expected a whole number, not “{text}”")
        return int(text) if text.isdecimal() else None

    def flag(self, node: yaml.Node | None, *, default: bool = False) -> bool:
        text = self.text(node)
        if node is not None and text not in {"yes", "no"}:
            self.problem(node, f"expected yes or no, not “{text}”")
        return default if node is None else text == "yes"

    def problem(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(_line(node), message))


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1
