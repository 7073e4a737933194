"""Counting by sets of bits against counting one respondent after the other in plain Python."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.counts import count
from analysis.segments import EVERYBODY, Above, AllOf, AnyOf, Asked, Chose, Everybody, Gave, NotIn
from analysis.specification import Base, Column, Figure, Heading, Mean, Mentions, Share, Specification, Tally
from surveys.questionnaire import codebook
from surveys.questionnaire.codebook import Missing
from tests.analysis.grids import EXAMPLES, TOWNS, record, respondents

VARIABLES = {variable.name: variable for variable in codebook.variables(TOWNS)}
CODED = {
    "town": "bs",
    "help": "abc",
    "rating_bus": "ab",
    "rating_tram": "ab",
    **dict.fromkeys(("needs_x", "needs_y", "needs_z"), "01"),
}
NUMBERS = ("staff_men", "staff_women")

answers = st.fixed_dictionaries(
    {},
    optional={
        "town": st.sampled_from("bs"),
        "help": st.sampled_from("abc"),
        "needs": st.lists(st.sampled_from("xyz"), unique=True),
        "rating_bus": st.sampled_from("ab"),
        "rating_tram": st.sampled_from("ab"),
        **dict.fromkeys(NUMBERS, st.integers(0, 5000).map(lambda hundredths: hundredths / 100)),
    },
)
chosen = st.sampled_from(sorted(CODED)).flatmap(
    lambda name: st.sets(st.sampled_from(CODED[name]), min_size=1).map(lambda codes: Chose(name, frozenset(codes)))
)
single = st.one_of(
    st.just(EVERYBODY),
    chosen,
    st.sampled_from([*CODED, *NUMBERS]).map(Asked),
    st.sampled_from([*CODED, *NUMBERS]).map(Gave),
    st.builds(Above, st.sampled_from(NUMBERS), st.integers(-1, 50)),
)
segments = st.recursive(
    single,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda some: AllOf(tuple(some))),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: AnyOf(tuple(some))),
        st.builds(NotIn, parts),
    ),
    max_leaves=6,
)
formulas = st.one_of(
    st.builds(Share, segments, segments),
    st.builds(Mentions, st.lists(segments, min_size=1, max_size=4).map(tuple)),
    st.builds(Mean, st.sampled_from([NUMBERS, NUMBERS[:1]]), segments),
)


def holds(segment, values):
    """Whether the respondent with these values is in the segment."""
    match segment:
        case Everybody():
            found = True
        case Asked(variable):
            found = values[variable] is not Missing.NOT_ASKED
        case Gave(variable):
            found = not isinstance(values[variable], Missing)
        case Chose(variable, codes):
            found = not isinstance(values[variable], Missing) and str(values[variable]) in codes
        case Above(variable, threshold):
            found = not isinstance(values[variable], Missing) and values[variable] > threshold
        case AllOf(parts):
            found = all(holds(part, values) for part in parts)
        case AnyOf(parts):
            found = any(holds(part, values) for part in parts)
        case NotIn(part):
            found = holds(part.asked, values) and not holds(part, values)
    return found


def counted(formula, people):
    match formula:
        case Share(of, base):
            of_base = [values for values in people if holds(base, values)]
            return Tally(sum(holds(of, values) for values in of_base), len(of_base))
        case Mentions(of):
            return Tally(sum(holds(part, values) for part in of for values in people), len(people))
        case Mean(variables, base, decimals):
            of_base = [
                [values[name] for name in variables if not isinstance(values[name], Missing)]
                for values in people
                if holds(base, values)
            ]
            gave = [numbers for numbers in of_base if numbers]
            return Tally(base=len(gave), total=round(sum(map(sum, gave)) * 100), decimals=decimals)


@settings(max_examples=EXAMPLES)
@given(st.lists(answers, max_size=20), st.lists(formulas, min_size=1, max_size=6), segments)
def test_every_cell_is_what_counting_one_by_one_gives(given_answers, cells, only):
    heading = Heading("X", "Title", "Section", "Q", "help")
    columns = (Column("", (Figure.COUNT,)),) * len(cells)
    specification = Specification(heading, ("",), columns, (tuple(cells),), Base("all"), only=only)
    records = [record(TOWNS, given) for given in given_answers]
    everyone = [{name: held.value(variable) for name, variable in VARIABLES.items()} for held in records]
    people = [values for values in everyone if holds(only, values)]

    ((*found,),) = count(specification, respondents(*given_answers)).cells

    assert found == [counted(cell, people) for cell in cells]
