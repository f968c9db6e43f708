// Starts the page: reads the simulator's state, opens columns, hands events on.

import * as api from "./api.js";
import { Column } from "./column.js";
import { createControls } from "./controls.js";
import { fill, h, icon } from "./dom.js";
import { listen } from "./events.js";
import { startPayload } from "./links.js";
import { memory } from "./memory.js";
import { drawTabs, peopleDialog, personForm, startDialog, suggestions } from "./people.js";
import { t, uiLanguage } from "./texts.js";

const OPEN_AT_FIRST = 3;
const STATE_PAUSE_MS = 250;
const PROBLEM_MS = 6000;
const CHAT_EVENTS = new Set(["message", "edited", "deleted", "toast", "typing", "commands", "member"]);

const at = (id) => document.getElementById(id);
const columns = new Map(); // person's id → Column
const unread = new Set();
let state = null;
let controlsUpdate = null;
let reachable = true;
const waiting = {}; // what is going to be read soon → timer

/** What the other parts of the page may know and ask for. */
const app = {
  bot: () => state.bot,
  people: () => state.people,
  openPeople: () => memory.open().map(personOf).filter(Boolean),
  activeId: () => memory.active(),
  isUnread: (id) => unread.has(id),
  now: () => new Date(Date.now() + 1000 * (state.clock.offset_seconds || 0)),
  pendingStart: (id) => memory.start(id),
  setPendingStart: (id, payload) => memory.setStart(id, payload),
  report: showProblem,
  attempt,
  openPerson,
  closePerson,
  removePerson: (person) => attempt(async () => {
    await api.removePerson(person.id);
    closePerson(person.id);
    await readState();
  }),
  addPerson: (name, language) => attempt(async () => {
    const person = await api.addPerson(name, language);
    await readState();
    openPerson(person.id);
    return person;
  }),
  openStart(id, payload) {
    memory.setStart(id, payload);
    openPerson(id);
    attempt(() => columns.get(id).refresh());
  },
  chooseStarter: (payload) => startDialog(app, payload),
  /** Opens a start link of this bot on the same phone, as a messenger would; says whether it was one. */
  openLink(address, person) {
    if (!/^(https?|tg):/i.test(address)) return false;
    const payload = startPayload(address, state.bot.username);
    if (payload === null) return false;
    app.openStart(person.id, payload);
    return true;
  },
};

function personOf(id) {
  return state.people.find((person) => person.id === id);
}

async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    showProblem(error);
    return undefined;
  }
}

function showProblem(error) {
  if (!(error instanceof api.Refused || error instanceof api.Unreachable)) throw error;
  const words = error instanceof api.Unreachable ? t("unreachable") : t("failed", { reason: error.message });
  fill(at("problem"), h("span", { dir: "auto" }, words));
  clearTimeout(showProblem.timer);
  showProblem.timer = setTimeout(() => fill(at("problem")), PROBLEM_MS);
}

function openPerson(id) {
  memory.setOpen([...new Set([...memory.open(), id])]);
  memory.setActive(id);
  unread.delete(id);
  drawColumns();
  columns.get(id)?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  columns.get(id)?.focus();
}

function closePerson(id) {
  const others = memory.open().filter((open) => open !== id);
  memory.setOpen(others);
  if (memory.active() === id) memory.setActive(others.at(-1) ?? null);
  drawColumns();
  at("people-button").focus();
}

/** Makes the columns on the page equal to the people that are open. */
function drawColumns() {
  const open = app.openPeople();
  for (const [id, column] of columns) {
    const person = personOf(id);
    const same = person && column.person.language_code === person.language_code && column.person.name === person.name;
    if (open.includes(person) && same) continue;
    column.element.remove();
    columns.delete(id);
  }
  open.forEach((person, index) => {
    if (!columns.has(person.id)) {
      const column = new Column(app, person);
      columns.set(person.id, column);
      attempt(() => column.refresh());
    }
    const { element } = columns.get(person.id);
    element.classList.toggle("active", person.id === memory.active());
    const place = at("columns").children[index];
    if (place !== element) at("columns").insertBefore(element, place ?? null);
  });
  drawTabs(at("tabs"), app);
  drawWelcome(open.length === 0);
}

function drawWelcome(wanted) {
  at("welcome").hidden = !wanted;
  if (!wanted) return;
  const add = (name, language) => app.addPerson(name, language);
  fill(at("welcome"), h("h2", {}, t("welcome")), h("p", {}, t("welcomeText")), suggestions(state.people, add),
    h("h3", {}, t("ownPerson")), personForm(add));
}

async function readState() {
  state = await api.state();
  document.title = `${state.bot.name} – ${t("title")}`;
  fill(at("bot-name"), state.bot.name);
  const kept = memory.open().filter(personOf);
  if (memory.isNew()) kept.push(...state.people.filter((person) => !person.crowd).slice(0, OPEN_AT_FIRST).map((person) => person.id));
  memory.setOpen(kept);
  if (!kept.includes(memory.active())) memory.setActive(kept[0] ?? null);
  controlsUpdate ??= createControls(at("controls-body"), app);
  controlsUpdate(state);
  for (const column of columns.values()) column.drawBot();
  drawColumns();
  drawNotice();
}

function drawNotice() {
  const words = !reachable ? t("gone") : state && !state.bot.connected ? t("notConnected") : "";
  if (at("notice").textContent === words) return;
  at("notice").className = `notice${reachable ? "" : " gone"}`;
  fill(at("notice"), words ? [icon(reachable ? "clock" : "warning"), h("span", {}, words)] : []);
}

/** Reads everything anew; resolves with the number of the next event. */
async function reload() {
  await readState();
  const next = await Promise.all([...columns.values()].map((column) => column.refresh()));
  return Math.min(state.next_event ?? Infinity, ...next.filter(Number.isFinite));
}

/** Runs `read` a moment later, once for all the events until then. */
function soon(what, read) {
  waiting[what] ??= setTimeout(() => {
    delete waiting[what];
    attempt(read);
  }, STATE_PAUSE_MS);
}

async function readCrowd() {
  state.crowd = await api.crowd();
  controlsUpdate(state);
}

function onEvent(event) {
  if (CHAT_EVENTS.has(event.type)) {
    const concerned = event.chat_id === null ? [...columns.values()] : [columns.get(event.chat_id)];
    for (const column of concerned) column?.onEvent(event);
    if (event.type === "message" && event.chat_id !== memory.active() && columns.has(event.chat_id) && !unread.has(event.chat_id)) {
      unread.add(event.chat_id);
      drawTabs(at("tabs"), app);
    }
    return;
  }
  if (event.type === "person" && event.person?.crowd) { // hundreds may come at once
    state.people.push(event.person);
    return;
  }
  if (event.type === "bot") for (const column of columns.values()) column.onEvent(event); // its description
  if (event.type === "crowd") soon("crowd", readCrowd);
  else soon("state", readState);
}

function toggleControls(open) {
  at("controls").hidden = !open;
  at("controls-button").setAttribute("aria-expanded", String(open));
  memory.setControls(open);
  (open ? at("controls-close") : at("controls-button")).focus();
}

function drawFrame() {
  document.documentElement.lang = uiLanguage;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-name]")) {
    element.setAttribute("aria-label", t(element.dataset.name));
    if (element.tagName === "BUTTON") element.title = t(element.dataset.name);
  }
  for (const element of document.querySelectorAll("[data-icon]")) element.prepend(icon(element.dataset.icon));
  at("people-button").addEventListener("click", () => peopleDialog(app));
  at("controls-button").addEventListener("click", () => toggleControls(at("controls").hidden));
  at("controls-close").addEventListener("click", () => toggleControls(false));
  at("controls").addEventListener("keydown", (event) => event.key === "Escape" && toggleControls(false));
  at("columns").addEventListener("focusin", (event) => {
    const id = Number(event.target.closest(".column")?.dataset.person);
    if (!id || id === memory.active()) return;
    memory.setActive(id);
    unread.delete(id);
    drawColumns();
  });
  at("controls").hidden = !memory.controls();
  at("controls-button").setAttribute("aria-expanded", String(memory.controls()));
}

/** The address /<username>?start=PAYLOAD asks who opens it, then becomes the plain address. */
function openAddress() {
  if (location.pathname === "/" || !state) return;
  const payload = startPayload(location.href, state.bot.username);
  const ui = new URLSearchParams(location.search).get("ui");
  history.replaceState(null, "", ui ? `/?ui=${ui}` : "/");
  if (payload !== null) startDialog(app, payload);
}

drawFrame();
listen(async () => {
  const next = await reload();
  openAddress();
  return next;
}, onEvent, (works) => {
  reachable = works;
  drawNotice();
});
