import pytest
from openpyxl import Workbook

from contacts import facts, list_reading
from contacts.list_reading import LENGTHS, LIMITS, Entry
from contacts.models import Organisation, Person
from tests.factories import with_facts
from tests.workbooks import saved, workbook

FACTS = facts.facts(with_facts())
GOOD = {
    "reference": "A1",
    "name": "Anytown",
    "type": "Unitary",
    "region": "North East",
    "contact_name": "Pat Example",
    "job_title": "Manager",
    "email": "pat@example.org",
    "telephone": "01632 960001",
    "address": "Town Hall",
    "postcode": "ZZ1 1AA",
    "county": "Anyshire",
    "covers": "Anytown; Elsewhere",
}


def read(*rows):
    """What is read from a workbook with these rows, each the good one with some cells changed."""
    columns = list(GOOD)
    lines = [[(GOOD | row)[column] for column in columns] for row in rows]
    return list_reading.read(workbook([columns, *lines]), FACTS)


def messages(contact_list):
    return [str(problem) for problem in contact_list.problems]


def test_a_row_becomes_an_entry_with_codes():
    assert read({}).entries == (
        Entry(
            row=2,
            reference="A1",
            name="Anytown",
            type="u",
            region="n",
            contact_name="Pat Example",
            email="pat@example.org",
            job_title="Manager",
            telephone="01632 960001",
            address="Town Hall",
            postcode="ZZ1 1AA",
            county="Anyshire",
            covers="Anytown; Elsewhere",
        ),
    )


def test_columns_that_the_list_does_not_have_stay_open():
    data = b"reference,name,type,region,contact_name,email\nA1,Anytown,u,n,Pat Example,pat@example.org\n"

    (entry,) = list_reading.read(data, FACTS).entries

    assert (entry.job_title, entry.telephone, entry.address, entry.postcode) == (None, None, None, None)
    assert (entry.county, entry.covers) == (None, None)


@pytest.mark.parametrize("column", ["reference", "name", "type", "region", "contact_name", "email"])
def test_an_empty_cell_of_a_needed_column_is_a_problem(column):
    assert messages(read({column: "  "})) == [f"Row 2, {column}: this cell is empty; fill it"]


@pytest.mark.parametrize("column", ["job_title", "telephone", "address", "postcode", "county", "covers"])
def test_an_empty_cell_of_another_column_is_none(column):
    assert messages(read({column: None})) == []


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("reference", "A 1", "“A 1” is no reference; use letters, digits, points, hyphens and underscores only"),
        ("reference", "../A1", "“../A1” is no reference; use letters, digits, points, hyphens and underscores only"),
        ("type", "Parish", "“Parish” is none of: Unitary Council (u), District / Borough (d)"),
        ("region", "Wales", "“Wales” is none of: North East (n), Yorkshire and the Humber (y)"),
        ("email", "pat", "“pat” is not an email address, such as name@example.org"),
        ("email", "a@b.org; c@d.org", "“a@b.org; c@d.org” is not an email address, such as name@example.org"),
        ("email", "pat@example.org\nBcc: all@example.org", None),
        ("telephone", "ask reception", "“ask reception” is not a telephone number, such as 01632 960000"),
        ("telephone", "1.63296E+09", "“1.63296E+09” is not a telephone number, such as 01632 960000"),
        ("name", "x" * 201, "this has 201 characters; the most is 200"),
        ("postcode", "ZZ99 9ZZ or so", "this has 14 characters; the most is 10"),
        ("name", "any\x7ftown", "the cell holds characters that cannot be shown; type it anew"),
    ],
)
def test_a_value_that_cannot_be_kept_is_a_problem(column, value, message):
    found = messages(read({column: value}))

    assert found == [f"Row 2, {column}: {message}"] if message else len(found) == 1


def test_a_text_that_looks_like_a_formula_is_a_problem():
    data = b'reference,name,type,region,contact_name,email\nA1,"=HYPERLINK(""x"")",u,n,Pat,pat@example.org\n'

    assert messages(list_reading.read(data, FACTS)) == [
        "Row 2, name: the cell begins with “=”, as a formula does; enter the text itself"
    ]


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("name", "  Any\u00a0 town ", "Any town"),
        ("name", "Any\ntown", "Any town"),
        ("name", "Any\u200b\u00adtown\u202e", "Anytown"),
        ("name", "{{ secret }} <script>", "{{ secret }} <script>"),
        ("address", "Town Hall\r\n\r\nHigh Street ", "Town Hall, High Street"),
        ("telephone", "+44 (0)1632 960001 ext. 12", "+44 (0)1632 960001 ext. 12"),
        ("telephone", 1632960001, "01632960001"),
        ("reference", 101, "101"),
        ("name", "Cafe\u0301", "Caf\u00e9"),
        ("covers", " Anytown ;Elsewhere;; anytown;", "Anytown; Elsewhere"),
        ("covers", "Anytown\nElsewhere", "Anytown; Elsewhere"),
    ],
)
def test_a_value_is_cleaned(column, value, kept):
    (entry,) = read({column: value}).entries

    assert getattr(entry, column) == kept


def test_a_telephone_number_that_lost_its_zero_gets_it_back_with_a_notice():
    other = {"reference": "A2", "email": "sam@example.org", "telephone": "1632960002"}

    assert read({"telephone": 1632960001}, other).notices == (
        "2 telephone numbers had lost the 0 at their beginning; it was put back.",
    )


def test_an_address_of_several_organisations_is_a_notice_and_no_problem():
    contact_list = read(
        {}, {"reference": "A2", "email": "PAT@example.org"}, {"reference": "A3", "email": "x@example.org"}
    )

    assert contact_list.problems == ()
    assert contact_list.notices == (
        "Email addresses in more than one row: 1, such as pat@example.org in rows 2 and 3.",
    )


NOBODY = dict.fromkeys(("contact_name", "job_title", "email", "telephone", "address", "postcode"), "")


def test_an_organisation_that_has_no_contact_may_go_on_without_one():
    columns = list(GOOD)
    data = workbook([columns, [(GOOD | NOBODY)[column] for column in columns]])

    contact_list = list_reading.read(data, FACTS, frozenset({"a1"}))

    assert contact_list.problems == ()
    assert (contact_list.entries[0].contact_name, contact_list.entries[0].email) == ("", "")
    assert messages(list_reading.read(data, FACTS)) == [
        "Row 2, contact_name: this cell is empty; fill it",
        "Row 2, email: this cell is empty; fill it",
    ]


def test_half_a_contact_is_a_problem_whoever_was_there():
    columns = list(GOOD)
    row = GOOD | NOBODY | {"telephone": "01632 960001"}
    data = workbook([columns, [row[column] for column in columns]])

    assert len(list_reading.read(data, FACTS, frozenset({"a1"})).problems) == 2


def test_a_hundred_thousand_organisations_are_within_the_limits():
    assert (LIMITS.rows, LIMITS.packed // 1024**2) == (100_000, 32)


def test_a_reference_that_stands_twice_is_a_problem_whatever_its_case():
    assert messages(read({"reference": "a1"}, {"reference": "B2"}, {"reference": "A1"})) == [
        "Row 4, reference: “A1” stands in row 2 already; each organisation has one row"
    ]


def test_a_cell_that_is_no_text_is_one_problem_only():
    assert messages(read({"name": "=1+1"})) == [
        "Row 2, name: the cell holds a formula; put in what it shows (copy, then paste values only)"
    ]


def test_every_problem_of_a_list_is_listed_by_row():
    found = read({"email": "pat"}, {"reference": "A2", "type": "x", "region": "x"}, {"reference": ""})

    assert [(problem.row, problem.column) for problem in found.problems] == [
        (2, "email"),
        (3, "type"),
        (3, "region"),
        (4, "reference"),
    ]


def test_a_date_or_number_where_a_text_is_expected():
    book = Workbook()
    book.active.append(["reference", "name", "type", "region", "contact_name", "email", "postcode"])
    book.active.append([1.5, 42, "u", "n", "Pat", "pat@example.org", 12345])

    (entry,) = list_reading.read(saved(book), FACTS).entries

    assert (entry.reference, entry.name, entry.postcode) == ("1.5", "42", "12345")


def test_the_longest_values_are_those_that_the_rows_can_hold():
    fields = {"contact_name": Person._meta.get_field("name")}
    fields |= {name: Organisation._meta.get_field(name) for name in ("reference", "name", "county", "covers")}
    others = ("job_title", "email", "telephone", "address", "postcode")
    fields |= {name: Person._meta.get_field(name) for name in others}

    assert {name: field.max_length for name, field in fields.items()} == LENGTHS
