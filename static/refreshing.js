// Keeps a part of the page fresh while emails go out. Without this script there is the link “Refresh”.

const EVERY = 4000; // milliseconds

if (document.querySelector("[data-fresh]")) setTimeout(refresh, EVERY);

async function refresh() {
  const shown = document.querySelector("[data-fresh]");
  const part = await partOfTheNewPage(shown.id);
  if (part && !shown.contains(document.activeElement)) shown.replaceWith(part);
  if (!part || part.hasAttribute("data-fresh")) setTimeout(refresh, EVERY);
}

async function partOfTheNewPage(id) {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  } catch {
    return null; // the network is away: the next time, perhaps
  }
}
