"""What the researcher does again and again: choose a place, read a table, type a number to confirm."""

from playwright.sync_api import Page

from tests.browsing import follow


def open_place(page: Page, label: str) -> None:
    """By the navigation at the top of each page."""
    follow(page.get_by_role("navigation", name="Main").get_by_role("link", name=label, exact=True))


def open_mailing(page: Page, mailing: str, link: str) -> None:
    """Follow a link of the mailing's row in the calendar."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=mailing, exact=True))
    follow(row.get_by_role("link", name=link))


def told(page: Page) -> str:
    """What the page says about what was done last."""
    return page.locator(".canvass-notice").inner_text()


def type_the_number(page: Page, button: str) -> int:
    """Confirm for as many as the page says; how many that is."""
    number = page.locator("main p strong").first.inner_text()
    page.get_by_label("Type the number to confirm").fill(number)
    follow(page.get_by_role("button", name=button, exact=True))
    return int(number)


def rows(page: Page, table: str) -> dict[str, list[str]]:
    """The cells of each row of a table, by the first line of its head."""
    found = page.locator(f"{table} tbody tr").all()
    return {
        row.locator("th").inner_text().partition("\n")[0]: [
            cell.strip() for cell in row.locator("td").all_inner_texts()
        ]
        for row in found
    }


def counts(page: Page, table: str) -> dict[str, int]:
    """The figure of each row, without those that are nought."""
    found = page.locator(f"{table} tbody tr").all()
    figures = {row.locator("th").inner_text(): row.locator(".canvass-table__figure").inner_text() for row in found}
    return {head: int(figure) for head, figure in figures.items() if figure != "0"}
