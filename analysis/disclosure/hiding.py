"""Hiding so many numbers beside the small ones that these cannot be worked out. Pure."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from analysis.disclosure import attacking
from analysis.disclosure.attacking import Relation
from analysis.disclosure.rules import DEFAULT, Rules


@dataclass(frozen=True, slots=True)
class Shown:
    """Numbers that would be shown, and how they hang together. `unsafe` says of those that tell too much how wide the
    range has to be that an outsider finds for them. `silent` numbers stand in no table; those that are `told` in any
    case need not be hidden, and hide nothing."""

    numbers: Sequence[int]
    unsafe: Mapping[int, int]
    relations: Sequence[Relation]
    silent: Collection[int] = ()
    told: Collection[int] = ()


def hidden(shown: Shown, rules: Rules = DEFAULT) -> frozenset[int]:
    """The places of the numbers that are not shown: those that are unsafe, and so many more that an outsider can tell
    none of all these, and of the unsafe ones no more than a range as wide as it has to be, as far as hiding what stands
    beside them makes it so wide."""
    return _Hiding(shown, rules).done()


def shown(counts: Sequence[int], base: int, *, adds_up: bool, rules: Rules = DEFAULT) -> list[bool]:
    """Whether each count of one group may be shown. `adds_up`: whether they add up to the base, which is known, as the
    answers do of which everybody gave one."""
    if base < rules.base:
        return [False] * len(counts)
    unsafe = {place: rules.cell for place, count in enumerate(counts) if not rules.is_safe(count, base)}
    whole = Relation(len(counts), tuple(range(len(counts))))
    gone = hidden(Shown([*counts, base], unsafe, [whole] if adds_up else []), rules)
    return [place not in gone for place in range(len(counts))]


class _Hiding:
    """Hides more and more until nothing that has to be hidden can be worked out."""

    def __init__(self, shown: Shown, rules: Rules) -> None:
        self.numbers, self.relations, self.silent, self.told = shown.numbers, shown.relations, shown.silent, shown.told
        self.rules = rules
        kept = {*shown.silent, *shown.told}
        self.unsafe = {place: width for place, width in shown.unsafe.items() if place not in kept}
        self.gone = set(self.unsafe)
        self.of: dict[int, list[Relation]] = defaultdict(list)
        for relation in shown.relations:
            for place in relation.members:
                self.of[place].append(relation)

    def done(self) -> frozenset[int]:
        """Hiding more lets nothing be told of what could not be told before, so only what is new is looked at again."""
        self._settle(self.relations)
        doubtful = set(self.gone) if len(self.relations) > 1 else set()  # of one relation nothing more can be told
        while doubtful:
            before = set(self.gone)
            told = self._worked_out(doubtful)
            exactly = set(self._worked_out(set(told), width=1))
            for place in told:
                self._hide_beside(place, near=place in exactly)
            new = self.gone - before
            doubtful = new | set(told) if new else set()
        return frozenset(self.gone)

    def _settle(self, relations: Sequence[Relation]) -> None:
        """Leave no relation in which what is hidden is told by the rest, or is together no more than a small count."""
        waiting = list(relations)
        while waiting:
            relation = waiting.pop()
            while self._tells(relation) and (hidden := self._hide_one(relation)) is not None:
                waiting += self.of[hidden]

    def _tells(self, relation: Relation) -> bool:
        away = [place for place in relation.members if self._is_away(place)]
        if not any(place in self.gone for place in away):
            return False
        together = sum(self.numbers[place] for place in away if place != relation.total)
        return len(away) == 1 or (relation.total not in away and together < self.rules.cell)

    def _is_away(self, place: int) -> bool:
        return place in self.gone or place in self.silent

    def _hide_beside(self, place: int, *, near: bool) -> None:
        """Hide one more beside this number, so that less is told of it; `near`: if there is none, what is nearest."""
        seen, waiting = {place}, [place]
        while waiting:
            relations = self.of[waiting.pop(0)]
            for relation in relations:
                found = self._hide_one(relation)
                if found is not None:
                    self._settle(self.of[found])
                    return
            if near:  # what is shown keeps what lies behind it from mattering
                members = dict.fromkeys(each for relation in relations for each in relation.members)
                waiting += [each for each in members if self._is_away(each) and each not in seen]
                seen.update(waiting)

    def _hide_one(self, relation: Relation) -> int | None:
        """Hide the smallest part that is shown, one that somebody is in if there is any; without parts the total."""
        free = [place for place in relation.members if not self._is_away(place) and place not in self.told]
        parts = [place for place in free if place != relation.total]
        left = [place for place in parts if self.numbers[place]] or parts or free
        if not left:
            return None
        found = min(left, key=self.numbers.__getitem__)
        self.gone.add(found)
        return found

    def _worked_out(self, doubtful: set[int], *, width: int = 0) -> list[int]:
        """Those of which an outsider can tell too much, or a range narrower than `width`."""
        needed = {place: width or self.unsafe.get(place, 1) for place in sorted(doubtful)}
        return attacking.worked_out(self.numbers, self.gone.union(self.silent), self.relations, needed)
