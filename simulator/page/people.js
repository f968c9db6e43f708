// Who takes part: adding people, choosing whose phone is shown, choosing who opens a link.

import { openDialog } from "./dialogs.js";
import { fill, h, icon } from "./dom.js";
import { LANGUAGES, primary } from "./languages.js";
import { t } from "./texts.js";

const HUES = 6;
const SUGGESTED = [["Karl Weber", "de"], ["Ayşe Demir", "tr"], ["ليلى حداد", "ar"], ["Olena Koval", "uk"]];

/** A round sign with initials, its colour fixed by the name. */
export function avatar(name, kind = "person") {
  const words = name.trim().split(/\s+/u);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...word][0] || "").join("").toUpperCase();
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % HUES;
  return h("span", { class: `avatar ${kind} hue-${hue}`, "aria-hidden": "true" }, initials || "?");
}

/** A list of the app languages, each by its own name. */
export function languageSelect(code) {
  const chosen = primary(code);
  const codes = chosen in LANGUAGES ? Object.keys(LANGUAGES) : [chosen, ...Object.keys(LANGUAGES)];
  return h("select", { class: "language" }, codes.map((each) =>
    h("option", { value: each, lang: each, selected: each === chosen }, LANGUAGES[each] ?? each)));
}

/** A form for a new person; `onAdd(name, language)` is called with what was entered. */
export function personForm(onAdd) {
  const name = h("input", { type: "text", required: true, maxlength: "64", dir: "auto", autocomplete: "off" });
  const language = languageSelect(navigator.language);
  return h("form", { class: "person-form", on: { submit: (event) => {
    event.preventDefault();
    if (name.value.trim()) onAdd(name.value.trim(), language.value);
  } } },
  h("label", { class: "labelled" }, h("span", {}, t("name")), name),
  h("label", { class: "labelled" }, h("span", {}, t("language")), language),
  h("button", { type: "submit", class: "button primary" }, icon("add"), t("add")));
}

function personButton(name, language, onClick) {
  return h("button", { type: "button", class: "person-button", on: { click: onClick } }, avatar(name),
    h("bdi", { class: "person-name" }, name), h("span", { class: "person-language", lang: primary(language) }, LANGUAGES[primary(language)] ?? language));
}

/** Buttons that add one of a few ready-made people. */
export function suggestions(people, onAdd) {
  const taken = new Set(people.map((person) => person.name));
  return h("div", { class: "person-list" }, SUGGESTED.filter(([name]) => !taken.has(name))
    .map(([name, language]) => personButton(name, language, () => onAdd(name, language))));
}

function personList(people, choose) {
  return h("div", { class: "person-list" }, people.map((person) => personButton(person.name, person.language_code, () => choose(person))));
}

/** The window with all people and the form for a new one. */
export function peopleDialog(app) {
  openDialog(t("people"), (close) => {
    const add = async (name, language) => {
      close();
      await app.addPerson(name, language);
    };
    const choose = (person) => {
      close();
      app.openPerson(person.id);
    };
    return groups(app.people(), choose, add);
  }, { closeName: t("close") });
}

function groups(people, choose, add) {
  const own = people.filter((person) => !person.crowd);
  const crowd = people.filter((person) => person.crowd);
  return [
    own.length ? [h("h3", {}, t("allPeople")), personList(own, choose)] : [],
    h("h3", {}, t("newPerson")), suggestions(people, add), personForm(add),
    crowd.length ? h("details", {}, h("summary", {}, `${t("crowdPeople")} (${crowd.length})`), personList(crowd, choose)) : [],
  ].flat();
}

/** Asks who opens a start link; resolves through `app` by showing that person's Start button. */
export function startDialog(app, payload) {
  const bot = h("bdi", { class: "strong" }, `@${app.bot().username}`);
  const [before, after] = t(payload ? "opensLinkText" : "opensLinkPlain", { bot: "\u0000" }).split("\u0000");
  openDialog(t("opensLink"), (close) => {
    const choose = (person) => {
      close();
      app.openStart(person.id, payload);
    };
    const add = async (name, language) => {
      close();
      const person = await app.addPerson(name, language);
      if (person) app.openStart(person.id, payload);
    };
    return [h("p", {}, before, bot, after, payload ? [" ", h("code", {}, payload), "."] : []), ...groups(app.people(), choose, add)];
  }, { closeName: t("close") });
}

/** The tabs of the open people; on the desk they lead to the column, on a phone they switch. */
export function drawTabs(nav, app) {
  fill(nav, app.openPeople().map((person) => h("button", { type: "button", class: "tab", data: { person: person.id },
    "aria-current": person.id === app.activeId() ? "true" : null, on: { click: () => app.openPerson(person.id) } },
  avatar(person.name), h("bdi", {}, person.name), app.isUnread(person.id) ? h("span", { class: "unread", role: "img", "aria-label": t("unread") }) : null)));
}
