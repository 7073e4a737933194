import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts import exporting, importing, list_reading
from contacts.models import Organisation, Person
from tests.factories import OrganisationFactory, PersonFactory, QuestionnaireFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)
WRITERS = [exporting.write_csv, exporting.write_workbook]
NASTY = st.text("ab é;'\"=+-@,\t\n_x000D_{}<>\u0627\u200f1", max_size=12)


@pytest.fixture(autouse=True)
def questionnaire():
    return QuestionnaireFactory()


def written(write):
    file = io.BytesIO()
    write(file, Organisation.objects.order_by("reference"))
    return file.getvalue()


def kept(column):
    """Texts as the frame can hold them in this column: what any text becomes that is not refused."""
    return (
        NASTY.map(lambda text: list_reading.value(text, column))
        .filter(lambda read: not read[1])
        .map(lambda read: read[0])
    )


ORGANISATION = st.fixed_dictionaries(
    {
        "name": kept("name"),
        "type": st.sampled_from("ud"),
        "region": st.sampled_from("ny"),
        "county": kept("county"),
        "covers": kept("covers"),
    }
)
PERSON = st.fixed_dictionaries(
    {
        "name": kept("contact_name"),
        "job_title": kept("job_title"),
        "email": st.sampled_from(["pat@example.org", "+pat@example.org", "'=pat@example.org", "pat@bücher.example"]),
        "telephone": st.sampled_from(["", "01632 960001", "+44 1632 960001", "0800"]),
        "address": kept("address"),
        "postcode": st.sampled_from(["", "ZZ1 1AA", "-5"]),
    }
)


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(ORGANISATION, st.none() | PERSON), min_size=1, max_size=4))
def test_importing_what_was_exported_changes_nothing(write, rows):
    Organisation.objects.all().delete()
    for number, (organisation, person) in enumerate(rows):
        place = OrganisationFactory(reference=f"R-{number}", **organisation)
        if person:
            PersonFactory(organisation=place, **person)

    contact_list = importing.check(written(write))

    assert contact_list.problems == ()
    assert str(importing.plan(contact_list.entries, today=TODAY)) == f"0 added, 0 changed, {len(rows)} unchanged"


@pytest.mark.parametrize("write", WRITERS)
def test_what_was_exported_makes_the_same_frame_elsewhere(write):
    place = OrganisationFactory(reference="A1", name="Anytown", county="Anyshire", covers="A; B")
    PersonFactory(organisation=place, name="'Pat", email="pat@example.org", telephone="+44 1632 960001", postcode="Z1")
    data = written(write)
    Organisation.objects.all().delete()

    importing.apply(importing.check(data).entries, today=TODAY)

    (copy,) = Organisation.objects.values("reference", "name", "type", "region", "county", "covers")
    (person,) = Person.objects.values("name", "email", "telephone", "postcode")
    assert list(copy.values()) == ["A1", "Anytown", "u", "n", "Anyshire", "A; B"]
    assert list(person.values()) == ["'Pat", "pat@example.org", "+44 1632 960001", "Z1"]


def test_a_text_that_begins_like_a_formula_is_guarded_in_csv_and_a_text_in_a_workbook():
    PersonFactory(organisation__reference="A1", organisation__name="+1", telephone="+44 1632 960001")

    sheet = openpyxl.load_workbook(io.BytesIO(written(exporting.write_workbook))).active

    assert b"A1,'+1,Unitary" in written(exporting.write_csv)
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("+1", "s")


def test_only_the_contact_of_today_is_exported():
    place = OrganisationFactory(reference="A1")
    PersonFactory(organisation=place, name="Sam Sample", until=TODAY)
    PersonFactory(organisation=place, name="Pat Example")

    (row,) = exporting.rows(Organisation.objects.all())

    assert row[4] == "Pat Example"


def test_an_organisation_that_was_merged_is_not_exported():
    OrganisationFactory(reference="A2", merged_into=OrganisationFactory(reference="A1"))

    assert [row[0] for row in exporting.rows(Organisation.objects.all())] == ["A1"]


def test_a_code_that_no_questionnaire_knows_is_exported_as_it_is():
    OrganisationFactory(type="z")

    assert next(exporting.rows(Organisation.objects.all()))[2] == "z"


def test_the_number_of_queries_does_not_grow_with_the_frame(django_assert_num_queries):
    OrganisationFactory.create_batch(3)
    list(exporting.rows(Organisation.objects.all()))

    with django_assert_num_queries(2):
        assert len(list(exporting.rows(Organisation.objects.all()))) == 3
