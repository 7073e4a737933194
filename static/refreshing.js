// Keeps the calendar of mailings fresh while emails go out. Without this script there is the link “Refresh”.

const EVERY = 4000; // milliseconds

const shown = document.querySelector("[data-refresh]");
const link = document.querySelector("[data-refresh] ~ p a");
if (shown) setTimeout(refresh, EVERY);

async function refresh() {
  const answer = await fetch(shown.dataset.refresh, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok && !answer.redirected && !shown.contains(document.activeElement)) {
    shown.innerHTML = await answer.text();
  }
  const done = answer?.ok && !shown.querySelector("meter");
  if (done) link?.remove();
  else setTimeout(refresh, EVERY);
}
