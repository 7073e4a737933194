"""Email addresses that look mistyped. Pure. A doubt, not a verdict: the person on the telephone knows."""

from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

MUCH_USED = (
    *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.co.uk", "yahoo.com"),
    *("yahoo.co.uk", "btinternet.com", "icloud.com", "gmx.com", "aol.com", "sky.com", "virginmedia.com"),
)
ALSO_REAL = {"mail.com", "ymail.com", "email.com", "gmx.de", "aol.de", "live.com", "live.co"}
ENDINGS = ("gov.uk", "co.uk", "org.uk", "ac.uk", "nhs.uk", "police.uk", "nhs.net")
NO_DOMAIN_ENDS_SO = {"con": "com", "cmo": "com", "comm": "com", "vom": "com", "ku": "uk", "ukk": "uk", "ogr": "org"}


def meant(address: str) -> str:
    """The address that was probably meant, or nothing if this one looks right."""
    name, _at, domain = address.rpartition("@")
    probably = _domain(domain.lower())
    return f"{name}@{probably}" if probably else ""


@lru_cache(maxsize=4096)
def _domain(domain: str) -> str:
    if domain in MUCH_USED or domain in ALSO_REAL:
        return ""
    near = next((each for each in MUCH_USED if DamerauLevenshtein.distance(domain, each) == 1), "")
    return near or _with_another_ending(domain)


def _with_another_ending(domain: str) -> str:
    rest, _dot, last = domain.rpartition(".")
    if last in NO_DOMAIN_ENDS_SO:
        return f"{rest}.{NO_DOMAIN_ENDS_SO[last]}"
    name, _dot, second = rest.rpartition(".")
    ending = f"{second}.{last}"
    if not name or last != "uk" or ending in ENDINGS:
        return ""
    near = next((each for each in ENDINGS if DamerauLevenshtein.distance(ending, each) == 1), "")
    return f"{name}.{near}" if near else ""
