// What these pages can do besides where scripts are on: find a table by its words, and put the rows of one in the order
// of a column. Without them everything is there, as it was printed.
"use strict";

const NEXT = { none: "descending", descending: "ascending", ascending: "none" };

document.querySelectorAll("[data-find]").forEach(offerFinding);
document.querySelectorAll("table").forEach(offerOrder);

function offerFinding(search) {
  search.hidden = false;
  const field = search.querySelector("input");
  field.addEventListener("input", () => find(field.value, search.querySelector("[role=status]")));
}

function find(text, status) {
  const words = wordsOf(text);
  const items = [...document.querySelectorAll("[data-contents] li")];
  for (const item of items) item.hidden = !beginsWith(wordsOf(item.textContent), words);
  for (const section of document.querySelectorAll("[data-contents] section")) {
    section.hidden = [...section.querySelectorAll("li")].every((item) => item.hidden);
  }
  status.textContent = words.length ? `${items.filter((item) => !item.hidden).length} / ${items.length}` : "";
}

function wordsOf(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

function beginsWith(there, wanted) {
  return wanted.every((word) => there.some((other) => other.startsWith(word)));
}

function offerOrder(table) {
  const asPrinted = [...table.tBodies[0].rows];
  if (asPrinted.filter((row) => !isNet(row)).length < 3) return;
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  heads.slice(1).forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const order = NEXT[head.getAttribute("aria-sort")];
      for (const other of heads.slice(1)) other.setAttribute("aria-sort", other === head ? order : "none");
      table.tBodies[0].append(...ordered(asPrinted, place + 1, order));
    });
  });
}

// Sums over other rows stay where they are; what has no number comes last.
function ordered(rows, column, order) {
  if (order === "none") return rows;
  const up = order === "ascending" ? 1 : -1;
  const sorted = rows
    .filter((row) => !isNet(row))
    .map((row) => [row, number(row.cells[column].textContent)])
    .sort(([, one], [, other]) => isNaN(one) - isNaN(other) || up * (one - other) || 0)
    .map(([row]) => row);
  return rows.map((row) => (isNet(row) ? row : sorted.shift()));
}

function isNet(row) {
  return row.classList.contains("canvass-table__net");
}

function number(text) {
  return parseFloat(text.replaceAll(",", ""));
}
