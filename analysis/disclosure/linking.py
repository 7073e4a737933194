"""The numbers of tables, each once however many tables show it, and what adds up to what."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from analysis.disclosure.attacking import Relation
from analysis.disclosure.rules import Rules
from analysis.respondents import Respondents
from analysis.segments import (
    Above,
    AllOf,
    AnyOf,
    Asked,
    Bits,
    Chose,
    Everybody,
    Exactly,
    Gave,
    NotIn,
    Segment,
)
from analysis.specification import (
    Formula,
    InFrame,
    Mean,
    Mentions,
    Quartile,
    ResponseRate,
    Share,
    Specification,
)

Place = int


@dataclass(frozen=True, slots=True)
class Cell:
    """Where the numbers of a cell stand among all: its count or sum, and its base; None where there is none that
    answers could be told by."""

    number: Place | None
    base: Place | None


@dataclass(slots=True)
class Linked:
    """All numbers that tables show, how widely an outsider must be kept from knowing those of them that tell too much,
    and how they hang together. `silent` are totals that no table shows; `told` what is nought in every group, as the
    table of all tells in any case, and how many respondents there are. `cells` and `bases` say where those of each
    table stand, the latter for the whole, for each row and for each column."""

    numbers: list[int] = field(default_factory=list)
    unsafe: dict[Place, int] = field(default_factory=dict)
    silent: set[Place] = field(default_factory=set)
    told: set[Place] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)
    cells: dict[str, list[list[Cell]]] = field(default_factory=dict)
    bases: dict[str, tuple[list[Place], list[Place], list[Place]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Share:
    """A share that a table shows: who is in it, of whom; what `answer` it counts, and by which variables its group of
    respondents is told from others."""

    place: Place
    members: Bits
    base: Bits
    answer: frozenset[object]
    group: frozenset[str]
    of: Segment


def linked(tables: Sequence[Specification], respondents: Respondents, rules: Rules) -> Linked:
    """Of these tables of these respondents."""
    return _Linking(respondents, rules).all_of(tables)


class _Linking:
    def __init__(self, respondents: Respondents, rules: Rules) -> None:
        self.respondents, self.rules = respondents, rules
        self.found = Linked()
        self.places: dict[Hashable, Place] = {}
        self.people: dict[Place, Bits] = {}
        self.shares: dict[Place, _Share] = {}

    def all_of(self, tables: Sequence[Specification]) -> Linked:
        self.found.told.add(self._people(self.respondents.everybody))
        for table in tables:
            self._enter(table)
        self.found.relations += dict.fromkeys([*self._answers_of_a_base(), *self._groups_of_an_answer()])
        return self.found

    def _enter(self, specification: Specification) -> None:
        name, only, base = specification.heading.id, specification.only, specification.base
        self.found.bases[name] = (
            [self._base(base.whole, only)],
            [self._base(formula, only) for formula in base.by_row],
            [self._base(formula, only) for formula in base.by_column],
        )
        self.found.cells[name] = [[self._cell(formula, only) for formula in row] for row in specification.cells]

    def _base(self, formula: Formula, only: Segment) -> Place:
        return self._people(formula.behind(self.respondents, self.respondents.within(only)))

    def _cell(self, formula: Formula, only: Segment) -> Cell:
        within = self.respondents.within(only)
        match formula:
            case Share() if says_no_answer(formula.of):
                base = within & self.respondents.within(formula.base)
                return Cell(self._people(base & self.respondents.within(formula.of)), self._people(base))
            case Share():
                share = self._share(formula, only)
                return Cell(share.place, self._people(share.base))
            case Mentions():
                return self._mentions(formula, only)
            case Mean() | Quartile():
                return self._sum(formula, within)
            case ResponseRate():
                return Cell(self._people(formula.behind(self.respondents, within), smallest=self.rules.cell), None)
            case InFrame():
                return Cell(None, None)
        raise TypeError(f"It is not known what {type(formula).__name__} tells.")

    def _share(self, share: Share, only: Segment) -> _Share:
        """The same number wherever the same answer is counted in the same group; what nobody answered is one for each
        base."""
        base = self.respondents.within(only) & self.respondents.within(share.base)
        members = base & self.respondents.within(share.of)
        answer: frozenset[object] = frozenset(_options(share.of)) or frozenset({share.of})
        group = (variables(share.base) | variables(only)) - variables(share.of)
        place = self._place((answer, group, members or (base, "nobody")), members.bit_count())
        if not self.rules.is_safe(members.bit_count(), base.bit_count()):
            is_few = self.rules.is_small(members.bit_count()) and base.bit_count() >= self.rules.base
            self._keep_from_knowing(place, self.rules.cell if is_few else 1)
        return self.shares.setdefault(place, _Share(place, members, base, answer, group, share.of))

    def _mentions(self, mentions: Mentions, only: Segment) -> Cell:
        base = self.respondents.within(only)
        parts = [self._share(Share(of), only) for of in mentions.of]
        number = sum(part.members.bit_count() for part in parts)
        place = self._place((mentions, only), number)
        self.found.relations.append(Relation(place, tuple(part.place for part in parts)))
        if self.rules.is_small(number) or base.bit_count() < self.rules.base:
            self._keep_from_knowing(place, 1)
        return Cell(place, self._people(base))

    def _sum(self, formula: Mean | Quartile, only: Bits) -> Cell:
        members = formula.behind(self.respondents, only)
        parts = [int(number) for number in self.respondents.numbers(formula.variables, members)]
        place = self._place((formula.variables, type(formula), members), sum(parts))
        if not self.rules.is_safe_sum(parts, members.bit_count()):
            self._keep_from_knowing(place, 1)
        return Cell(place, self._people(members))

    def _people(self, members: Bits, *, smallest: int = 0) -> Place:
        """How many they are at all, as a base."""
        place = self._place(members, members.bit_count())
        self.people[place] = members
        if 0 < members.bit_count() < (smallest or self.rules.base):
            self._keep_from_knowing(place, 1)
        return place

    def _keep_from_knowing(self, place: Place, width: int) -> None:
        self.found.unsafe[place] = max(width, self.found.unsafe.get(place, 0))

    def _place(self, key: Hashable, number: int) -> Place:
        if key not in self.places:
            self.places[key] = len(self.found.numbers)
            self.found.numbers.append(number)
        return self.places[key]

    def _answers_of_a_base(self) -> Iterator[Relation]:
        """The answers to one question of one base make it up, or any base or net that is made of them."""
        answers: dict[tuple[Bits, frozenset[str]], list[_Share]] = defaultdict(list)
        for share in self.shares.values():
            answers[share.base, variables(share.of)].append(share)
        for (base, _), shares in answers.items():
            if not base:
                self.found.told |= {share.place for share in shares}
                continue
            yield from _made_up(self.places[base], base, shares)
            for place, members in self.people.items():
                if members and not members & ~base and members != base:
                    yield from _made_up(place, members, shares, exactly=True)
            for net in shares:
                parts = [share for share in shares if _options(share.of) and _options(share.of) < _options(net.of)]
                yield from _made_up(net.place, net.members, parts, exactly=True)

    def _groups_of_an_answer(self) -> Iterator[Relation]:
        """Those who gave one answer, in groups that differ in the same respect, make up all who gave it."""
        answered: dict[frozenset[object], dict[frozenset[str], list[_Share]]] = defaultdict(lambda: defaultdict(list))
        for share in self.shares.values():
            answered[share.answer][share.group].append(share)
        for answer, groups in answered.items():
            for group, shares in groups.items():
                of = self.respondents.within(shares[0].of)
                if not of:
                    self.found.told |= {share.place for share in shares}
                elif group:
                    yield from self._groups(answer, of, group, shares, groups)

    def _groups(
        self,
        answer: frozenset[object],
        of: Bits,
        group: frozenset[str],
        shares: list[_Share],
        groups: Mapping[frozenset[str], list[_Share]],
    ) -> Iterator[Relation]:
        larger = [total for other, totals in groups.items() if other < group for total in totals if total.members]
        for total in larger:
            yield from _made_up(total.place, total.members, shares)
        if not larger:
            place = self._place((answer, "in no table"), of.bit_count())
            self.found.silent.add(place)
            yield from _made_up(place, of, shares)


def _made_up(total: Place, whole: Bits, shares: list[_Share], *, exactly: bool = False) -> Iterator[Relation]:
    """Every way in which shares of which nobody is in two make up all of the whole that is in any of them, with those
    that nobody is in; only where they are just the whole, if that is asked for."""
    inside = {share.place: share.members for share in shares if share.members and not share.members & ~whole}
    nobody = tuple(share.place for share in shares if not share.members)
    in_any = reduce(or_, inside.values(), 0)
    if exactly and in_any != whole:
        return
    for family in _disjoint(inside) or [[]]:
        is_all = sum(inside[place].bit_count() for place in family) == in_any.bit_count()
        if is_all and len(family) + len(nobody) > (0 if exactly else 1):
            yield Relation(total, (*family, *nobody), (whole & ~in_any).bit_count())


def _options(segment: Segment) -> frozenset[tuple[str, str]]:
    """The answers that it is made of; none where it is made of anything else."""
    match segment:
        case Chose():
            return frozenset((segment.variable, option) for option in segment.options)
        case AnyOf() if all(_options(part) for part in segment.parts):
            return frozenset().union(*map(_options, segment.parts))
    return frozenset()


def says_no_answer(segment: Segment) -> bool:
    """Whether it says but who was asked, or answered at all."""
    return isinstance(segment, Everybody | Asked | Gave)


def variables(segment: Segment) -> frozenset[str]:
    """The variables that a segment looks at."""
    match segment:
        case Chose() | Asked() | Gave() | Above():
            return frozenset({segment.variable})
        case AllOf() | AnyOf() | Exactly():
            return frozenset().union(*(variables(part) for part in segment.parts))
        case NotIn():
            return variables(segment.part)
    return frozenset()


def _disjoint(sets: Mapping[Place, Bits]) -> list[list[Place]]:
    """Families of sets of which nobody is in two, each as it comes together from the smallest on."""
    families: list[tuple[Bits, list[Place]]] = []
    for place, members in sorted(sets.items(), key=lambda each: each[1].bit_count()):
        free = (number for number, (taken, _) in enumerate(families) if not taken & members)
        number = next(free, None)
        if number is None:
            families.append((members, [place]))
        else:
            taken, family = families[number]
            families[number] = (taken | members, [*family, place])
    return [family for _, family in families]
