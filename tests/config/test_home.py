from bs4 import BeautifulSoup


def test_whoever_types_the_address_learns_where_to_go(client):
    page = BeautifulSoup(client.get("/").content, "html.parser")

    assert page.h1.get_text() == "Surveys of organisations"
    assert [link["href"] for link in page.select("main a")] == ["/staff/", "/report/"]
