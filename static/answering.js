// Keeps what is typed on a page of the questionnaire, so that nothing is lost when the network drops, the browser is
// closed or the time is over. Without this script the page is saved by its buttons, as ever.

const REST = 1500; // milliseconds after the last keystroke before it is kept
const PATIENCE = 10_000; // milliseconds for an answer
const RETRIES = [2000, 4000, 8000, 15_000]; // and then the last of these again and again
const UNSENT = "canvass-unsent";
const WARNING = 10 * 60; // seconds before the time is over

const form = document.querySelector("form[data-draft]");
if (form) keepWhatIsTyped(form);
// Come back to by the back button as it was left, a page would not know what was saved since.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

function keepWhatIsTyped(form) {
  const line = form.querySelector("[data-kept]");
  const state = { changes: 0, kept: 0, failures: 0, timer: null, running: null, over: false };
  form.append(hidden("window", crypto.getRandomValues(new Uint32Array(2)).join("")));

  const changed = () => {
    state.changes += 1;
    schedule(REST);
  };
  const schedule = (wait) => {
    clearTimeout(state.timer);
    if (!state.over) state.timer = setTimeout(keep, wait);
  };
  const keep = () => (state.running ??= send().finally(() => (state.running = null)));

  // Whether everything is kept.
  async function send() {
    clearTimeout(state.timer);
    const upTo = state.changes;
    const answer = await post(form.dataset.draft, new URLSearchParams(new FormData(form)));
    if (!answer) return failed();
    state.failures = 0;
    if (answer.shown) form.elements.shown.value = answer.shown;
    state.over = !answer.shown; // another window or the closing hour stands in the way: trying again would not help
    tell(answer.message, !answer.shown);
    state.kept = answer.shown ? upTo : state.kept;
    if (answer.shown) restartClock();
    if (state.kept < state.changes) schedule(REST);
    return Boolean(answer.shown);
  }

  function failed() {
    tell(form.dataset.unsaved, true);
    schedule(RETRIES[Math.min(state.failures++, RETRIES.length - 1)]);
    return false;
  }

  function tell(words, isTrouble) {
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("canvass-kept--trouble", isTrouble);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", () => state.failures && keep());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && state.kept < state.changes && !state.over) keep();
  });
  const restartClock = warnBeforeTheEnd(form, keep);
  form.addEventListener("submit", (event) => {
    if (form.dataset.sending) return event.preventDefault(); // a second click
    form.dataset.sending = "1";
    if (state.failures || !navigator.onLine) {
      event.preventDefault();
      sendOnceThereIsANetwork(event.submitter);
      return;
    }
    putAside(form);
    clearTimeout(state.timer);
    state.over = true;
    setTimeout(() => { // nobody answered: whoever clicks again means it
      delete form.dataset.sending;
      state.over = false;
    }, PATIENCE);
  });
  if (takeUp(form) || isChanged(form)) changed();

  // A form sent into a dead network would leave an empty page: it waits until what it holds is known to have arrived.
  async function sendOnceThereIsANetwork(button) {
    tell(form.dataset.waiting, true);
    await state.running;
    while (!state.over && !(await keep())) {
      tell(form.dataset.waiting, true);
      await pause(RETRIES[0]);
    }
    state.over = true;
    clearTimeout(state.timer);
    if (button?.name) form.append(hidden(button.name, button.value));
    putAside(form);
    form.submit();
  }
}

// Whether somebody was faster than this script, which a slow network may bring late.
function isChanged(form) {
  return [...form.elements].some((control) => ["radio", "checkbox"].includes(control.type)
    ? control.checked !== control.defaultChecked
    : ["text", "textarea"].includes(control.type) && control.value !== control.defaultValue);
}

// What is just being sent, for this tab alone, until a page arrives: should the network be away without having said so,
// the page has it when it is opened again. Only a page that nobody saved meanwhile takes it up.
function putAside(form) {
  const controls = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "key", "window"].includes(name));
  try {
    sessionStorage.setItem(UNSENT, JSON.stringify({ address: location.pathname, controls }));
  } catch { /* a browser that stores nothing */ }
}

// Whether there was anything to take up. A page that came back with its problems holds what was sent already.
function takeUp(form) {
  const { address, controls } = unsent();
  if ("sent" in form.dataset) return false;
  const sent = new Map((controls ?? []).map(([name]) => [name, []]));
  controls?.forEach(([name, value]) => sent.get(name).push(value));
  if (address !== location.pathname || sent.get("shown")?.[0] !== form.elements.shown.value) return false;
  for (const control of form.elements) {
    const values = sent.get(control.name) ?? [];
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else if (["text", "textarea"].includes(control.type)) control.value = values[0] ?? "";
  }
  return true;
}

function unsent() {
  try {
    const found = JSON.parse(sessionStorage.getItem(UNSENT));
    sessionStorage.removeItem(UNSENT);
    return found ?? {};
  } catch {
    return {};
  }
}

// What the server says, or null where it cannot be reached or is in trouble itself.
async function post(address, body) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(address, { method: "POST", body, signal, keepalive: String(body).length < 60_000 });
    return answer.status < 500 && answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  } catch {
    return null;
  }
}

// Shows the warning ten minutes before the end; the returned function begins the time anew.
function warnBeforeTheEnd(form, keep) {
  const warning = document.getElementById("time-is-nearly-over").content.firstElementChild;
  let timer;
  let before;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(show, Math.max(Number(form.dataset.lasts) - WARNING, 0) * 1000);
    if (!warning.isConnected) return;
    warning.remove();
    before?.focus();
  };
  const show = () => {
    before = document.activeElement;
    document.body.prepend(warning);
    warning.querySelector("button").focus();
  };
  warning.querySelector("button").addEventListener("click", keep);
  restart();
  return restart;
}

function hidden(name, value) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value });
  return input;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
