// What scripts add to pages that work without them. Nothing is hidden here: what hangs on an option
// is shown and hidden by the style sheet, so a script that fails to load cannot lock anything away.

const WAIT = 600; // milliseconds of rest before a count is spoken, so that it does not interrupt typing
const NEARLY = 0.75; // the share of a text's length from which on it is counted

focusErrorSummary();
document.querySelectorAll("a[href^='#']").forEach(goToWholeQuestion);
document.querySelectorAll(".canvass-choice > input").forEach(tellWhetherOpen);
document.querySelectorAll("[data-limit]").forEach(countChosen);
document.querySelectorAll("[data-longest]").forEach(countCharacters);

function focusErrorSummary() {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
}

// A link of the error summary shows the question above the control as well.
function goToWholeQuestion(link) {
  if (!link.closest("[data-error-summary]")) return;
  link.addEventListener("click", (event) => {
    const control = document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    const line = control.closest(".canvass-grid__line, .canvass-number");
    const words = line || control.closest("fieldset")?.querySelector("legend") || control.labels?.[0] || control;
    words.scrollIntoView();
    control.focus({ preventScroll: true });
  });
}

// Only a checkbox can be expanded; ARIA knows no such state for radios.
function tellWhetherOpen(input) {
  const nested = document.getElementById(`${input.id}-nested`);
  if (!nested || input.type !== "checkbox") return;
  const tell = () => input.setAttribute("aria-expanded", input.checked);
  input.setAttribute("aria-controls", nested.id);
  input.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
  tell();
}

function countChosen(group) {
  const limit = Number(group.dataset.limit);
  const own = `:scope > .govuk-checkboxes__item > input`;
  const status = statusLineAfter(group);
  const count = () => {
    const chosen = [...group.querySelectorAll(own)].filter((input) => input.checked).length;
    const words = chosen > limit ? group.dataset.over : group.dataset.chosen;
    status.classList.toggle("canvass-status--over", chosen > limit);
    status.textContent = words.replace("{count}", chosen).replace("{limit}", limit);
  };
  group.addEventListener("change", count);
  window.addEventListener("pageshow", count);
  count();
}

function countCharacters(box) {
  const longest = Number(box.dataset.longest);
  const status = statusLineAfter(box);
  let timer;
  const count = () => {
    const left = longest - box.value.length;
    status.classList.toggle("canvass-status--over", left < 0);
    status.textContent = left < 0
      ? box.dataset.over.replace("{over}", (-left).toLocaleString())
      : box.value.length < longest * NEARLY ? "" : box.dataset.left.replace("{left}", left.toLocaleString());
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, WAIT);
  });
  count();
}

function statusLineAfter(element) {
  const line = document.createElement("p");
  line.className = "canvass-status";
  line.setAttribute("role", "status");
  element.after(line);
  return line;
}
