// Codes an open answer from the keyboard: the key beside a theme ticks it, Enter saves. Without this script the boxes are
// ticked like any others. The keys work only where the answer or its themes have the focus, and never while a text is typed.

const coding = document.querySelector("[data-coding]");
const boxes = new Map([...coding.querySelectorAll("[data-key]")].map((box) => [box.dataset.key, box]));

coding.classList.add("canvass-coding--by-key");
coding.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("[type=text], button")) return;
  if (event.key === "Enter") {
    event.preventDefault();
    coding.requestSubmit();
  }
  const box = boxes.get(event.key.toLowerCase());
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.click();
});
if (!document.querySelector("[data-error-summary]")) coding.focus();
