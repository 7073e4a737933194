"""How an open answer stands among its coders. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.models import Judgement

Codes = tuple[str, ...]


class State(StrEnum):
    """How far the coding of an answer is. CHANGED: its text is another one now than the one that was coded."""

    TO_CODE = "to code"
    CODED = "coded"
    CHANGED = "changed"


@dataclass(slots=True)
class Standing:
    """What each coder made of an answer, by their key, the first coder first; and whether somebody decided since."""

    by_coder: dict[int, Codes] = field(default_factory=dict)
    is_decided: bool = False

    @property
    def first_coder(self) -> int | None:
        return next(iter(self.by_coder), None)

    @property
    def is_disputed(self) -> bool:
        """Whether coders differ and nobody has decided."""
        return not self.is_decided and len({frozenset(codes) for codes in self.by_coder.values()}) > 1


def standing(judgements: Iterable[Judgement], text: str, heirs: Mapping[str, str]) -> Standing:
    """From the judgements of one answer, in their order. What was made of another text counts no more; a theme that was
    merged into another one is that one."""
    found = Standing()
    for judgement in judgements:
        if judgement.text != text:
            continue
        if judgement.is_decision:
            found.is_decided = True
        else:
            found.by_coder[judgement.coder_id] = _inherited(judgement.codes, heirs)
    return found


def state(codes: Iterable[str], judgements: Iterable[Judgement], text: str) -> State:
    """Of an answer that has these codes. One without judgements has its codes from a file."""
    texts = [judgement.text for judgement in judgements]
    if text in texts:
        return State.CODED
    if texts:
        return State.CHANGED
    return State.CODED if tuple(codes) else State.TO_CODE


def _inherited(codes: Iterable[str], heirs: Mapping[str, str]) -> Codes:
    return tuple(dict.fromkeys(heir for code in codes if (heir := heirs.get(code, code))))
