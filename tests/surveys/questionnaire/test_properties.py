"""What holds for any questionnaire and any answers."""

from hypothesis import assume, given
from hypothesis import strategies as st

from surveys.questionnaire import checks, codebook, packing, routing, validation
from surveys.questionnaire.definition import Condition, Kind, Page, Question, Questionnaire, Section
from tests.builders import items, options, question

CODES = "abc"


@st.composite
def conditions(draw, earlier):
    """A condition on an earlier choice, or none."""
    if not earlier or draw(st.booleans()):
        return None
    named = draw(st.sampled_from(earlier))
    chosen = draw(st.sets(st.sampled_from(CODES), min_size=1))
    return Condition(named, frozenset(chosen))


@st.composite
def questions(draw, code, earlier):
    kind = draw(st.sampled_from([Kind.SINGLE, Kind.MULTIPLE, Kind.GRID, Kind.LONG_TEXT]))
    parts = {"condition": draw(conditions(earlier)), "required": draw(st.booleans())}
    if kind is not Kind.LONG_TEXT:
        offered = {c: condition for c in CODES if (condition := draw(conditions(earlier)))}
        parts["options"] = options(CODES, **offered)
    if kind is Kind.GRID:
        shown = {c: condition for c in "xy" if (condition := draw(conditions(earlier)))}
        parts["items"] = items("xy", **shown)
    return question(code, kind, **parts)


@st.composite
def questionnaires(draw):
    """Up to six pages of up to two questions; some fail the checks, as drafts do."""
    pages, earlier = [], []
    for number in range(draw(st.integers(1, 6))):
        condition = draw(conditions(earlier))
        asked: list[Question] = []
        for place in range(draw(st.integers(1, 2))):
            asked.append(draw(questions(f"q{number}{place}", earlier)))
            if asked[-1].kind in {Kind.SINGLE, Kind.MULTIPLE}:
                earlier.append(asked[-1].code)
        pages.append(Page(f"p{number}", "Page", tuple(asked), condition))
    return Questionnaire("random", "Random", (Section("s", "Section", tuple(pages)),))


@st.composite
def answers_to(draw, made):
    """Anything a draft can hold: also answers to what is not asked."""
    answers = {}
    for asked in made.questions:
        for control in routing.AskedPage("p", "", made.sections[0], (asked,)).controls:
            single = st.sampled_from([*CODES, None])
            several = st.lists(st.sampled_from(CODES), unique=True)
            value = draw(several if asked.kind is Kind.MULTIPLE else single)
            if draw(st.booleans()):
                answers[control.name] = value
    return answers


@st.composite
def cases(draw):
    made = draw(questionnaires())
    return made, draw(answers_to(made))


@given(cases())
def test_pruning_twice_is_pruning_once(case):
    made, answers = case
    once = routing.prune(routing.route(made, answers), answers)

    assert routing.prune(routing.route(made, once), once) == once


@given(cases())
def test_an_off_path_answer_changes_nothing(case):
    made, answers = case
    on_path = routing.prune(routing.route(made, answers), answers)

    with_all = [(p.code, p.questions) for p in routing.route(made, answers)]
    without = [(p.code, p.questions) for p in routing.route(made, on_path)]

    assert with_all == without


def random_walk(made, draw):
    """Answer page after page as a respondent would, until nothing is left to answer."""
    answers = {}
    for _ in range(20):
        page = validation.first_incomplete(routing.route(made, answers), answers)
        if page is None:
            return answers
        raw = {}
        for control in page.controls:
            codes = [option.code for option in control.options] or ["text"]
            raw[control.name] = draw(st.sampled_from(codes))
        answers |= validation.read_page(page, raw).answers
    raise AssertionError("the walk does not end")


@given(questionnaires(), st.data())
def test_no_walk_ends_before_everything_is_answered(made, data):
    answers = random_walk(made, data.draw)

    assert validation.first_incomplete(routing.route(made, answers), answers) is None


@given(questionnaires(), st.data())
def test_what_the_checks_call_unreachable_no_walk_reaches(made, data):
    unreachable = {where for where, message in checks.problems(made) if "no respondent" in message}

    answers = random_walk(made, data.draw)

    reached = {q.code for page in routing.route(made, answers) for q in page.questions}
    assert reached.isdisjoint(unreachable)


@given(questionnaires())
def test_what_the_checks_call_reachable_some_answers_reach(made):
    unreachable = {where for where, _ in checks.problems(made)}
    ways = every_answer(made, routing.routing_questions(made))
    assume(len(ways) <= 100)

    reached = set()
    for chosen in ways:
        for page in routing.route(made, chosen):
            reached |= {q.code for q in page.questions}
            reached |= {f"{q.code}_{i.code}" for q in page.questions for i in q.items}
            reached |= {f"{q.code}_{o.code}" for q in page.questions for o in q.options}

    everything = {q.code for q in made.questions}
    everything |= {f"{q.code}_{i.code}" for q in made.questions for i in q.items}
    everything |= {f"{q.code}_{o.code}" for q in made.questions for o in q.options}
    lines_of = {line for line in everything for code in unreachable if line.startswith(f"{code}_")}
    assert everything - reached == unreachable | lines_of


def every_answer(made, looked_at):
    """All ways to answer the questions that routing looks at."""
    ways = [{}]
    for code in looked_at:
        if made.question(code).kind is Kind.SINGLE:
            values = list(CODES)
        else:
            values = [[c for c, bit in zip(CODES, f"{n:03b}", strict=True) if bit == "1"] for n in range(8)]
        ways = [{**way, code: value} for way in ways for value in values]
    return ways


@given(cases())
def test_every_record_has_the_length_of_its_layout(case):
    made, answers = case
    variables = codebook.variables(made)
    path = routing.route(made, answers)

    packed = packing.pack(variables, codebook.Record(path, routing.prune(path, answers), {}))

    last = packing.layout(variables)[-1]
    assert len(packed) == last.offset + last.width
