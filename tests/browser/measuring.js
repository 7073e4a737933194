// What a page is to eyes and fingers: sideways, smallTargets, unseenFocus and brokenErrorLinks give the faults that they
// find, a line each.

const TARGET = 24; // CSS pixels: WCAG 2.2, 2.5.8
const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
const CHOICE = "input[type=radio], input[type=checkbox]";

function sideways() {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.body.querySelectorAll("*")].filter((element) => boxOf(element).right > room + 1).map(nameOf);
}

// Radios and checkboxes lie under their labels, which are what fingers aim at.
function smallTargets() {
  const targets = shown().map((element) => ({ element, box: targetOf(element) }));
  const small = targets.filter(({ element, box }) => isSmall(box) && !standsInText(element));
  return small.filter((one) => !hasSpace(one, targets)).map(({ element }) => nameOf(element));
}

function targetOf(element) {
  const parts = element.matches(CHOICE) ? [element, ...element.labels] : [element];
  const boxes = parts.map(boxOf);
  const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
  return { left, top, right, bottom };
}

function isSmall({ left, top, right, bottom }) {
  return right - left < TARGET || bottom - top < TARGET;
}

// A circle of the target's size around its middle touches no other target, nor the circle of another small one.
function hasSpace({ element, box }, targets) {
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  return targets.every(({ element: other, box: its }) => {
    if (other === element) return true;
    const aside = Math.max(its.left - x, 0, x - its.right);
    const away = Math.max(its.top - y, 0, y - its.bottom);
    const apart = Math.hypot(x - (its.left + its.right) / 2, y - (its.top + its.bottom) / 2);
    return Math.hypot(aside, away) >= TARGET / 2 && (!isSmall(its) || apart >= TARGET);
  });
}

function standsInText(element) {
  return getComputedStyle(element).display === "inline"
    && element.parentElement.textContent.trim() !== element.textContent.trim();
}

// Whoever goes by keyboard has pressed a key before, which tells the browser to show the focus.
function unseenFocus() {
  document.activeElement.blur();
  return [...document.querySelectorAll(FOCUSABLE)].filter(isRendered).filter((element) => {
    const before = lookOf(element);
    element.focus({ preventScroll: true });
    const after = lookOf(element);
    element.blur();
    return before === after;
  }).map(nameOf);
}

function lookOf(element) {
  const parts = [element, ...(element.labels ?? [])].flatMap((part) => ["", "::before"].map((pseudo) => [part, pseudo]));
  return parts.map(([part, pseudo]) => {
    const style = getComputedStyle(part, pseudo);
    const seen = style.outlineStyle !== "none" && style.outlineColor !== "rgba(0, 0, 0, 0)";
    const outline = seen ? [style.outlineWidth, style.outlineStyle, style.outlineColor] : [];
    return [...outline, style.boxShadow, style.backgroundColor, style.clipPath, style.clip].join();
  }).join();
}

// Links of the error summary, each followed: where it leads to no control, or the control is not then in focus.
function brokenErrorLinks() {
  return [...document.querySelectorAll("[data-error-summary] a[href^='#']")].filter((link) => {
    link.click();
    const control = document.getElementById(link.hash.slice(1));
    return !control?.matches("input, select, textarea") || document.activeElement !== control;
  }).map(nameOf);
}

function shown() {
  return [...document.querySelectorAll(FOCUSABLE)].filter(isRendered).filter((element) => {
    const { width, height } = boxOf(element);
    return width > 1 && height > 1; // else it is the link that shows only when it is in focus
  });
}

function isRendered(element) {
  return element.checkVisibility({ visibilityProperty: true });
}

function boxOf(element) {
  return element.getBoundingClientRect();
}

function nameOf(element) {
  const words = (element.textContent || element.name || "").trim().replace(/\s+/g, " ").slice(0, 40);
  return `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}.${element.className}: ${words}`;
}
