// The lower edge of a chat: commands, attachments, text field, reply keyboard, or the one big button instead.

import { menu } from "./dialogs.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";

/**
 * @param {Object} chat texts, person and the actions of the column (see column.js)
 * @returns {{element: HTMLElement, show: function(Object, string|null), beginEdit: function(Object), focus: function()}}
 */
export function createComposer(chat) {
  const { texts } = chat;
  const listId = `commands-${chat.person.id}`;
  let commands = [];
  let editing = null;
  let keyboardShown = true;
  let keyboardState = "";
  let current = { messages: [] };

  const field = h("textarea", { rows: "1", "aria-label": texts.message, placeholder: texts.message,
    "aria-autocomplete": "list", enterkeyhint: "send", autocomplete: "off" });
  const sendButton = iconButton("send", texts.send, submit, { class: "send" });
  const completion = h("div", { class: "completion", role: "listbox", id: listId, hidden: true, "aria-label": texts.commands });
  const editingBar = h("div", { class: "editing-bar", hidden: true }, icon("edit"), h("span", {}, texts.editing),
    iconButton("close", texts.cancel, endEdit));
  const keys = h("div", { class: "reply-keyboard", dir: "ltr", hidden: true, role: "group", "aria-label": texts.keyboard });
  const keysToggle = iconButton("keyboard", texts.keyboard, () => {
    keyboardShown = !keyboardShown;
    drawKeyboard();
  }, { class: "keys-toggle", hidden: true });
  const commandMenu = menu(
    h("button", { type: "button", class: "command-button", "aria-label": texts.menu, title: texts.menu }, icon("command")),
    () => commands.map(({ command, description }) => ({ label: `/${command}`, detail: description, run: () => chat.onCommand(`/${command}`) })));
  const attachMenu = menu(iconButton("attach", texts.attach, () => {}), () => [
    { icon: "photo", label: texts.photo, run: () => chat.onAttach("photo") },
    { icon: "video", label: texts.video, run: () => chat.onAttach("video") },
    { icon: "round", label: texts.roundVideo, run: () => chat.onAttach("video_note") },
    { icon: "voice", label: texts.voice, run: () => chat.onAttach("voice") },
    { icon: "audio", label: texts.audio, run: () => chat.onAttach("audio") },
    { icon: "document", label: texts.document, run: () => chat.onAttach("document") },
    { icon: "location", label: texts.location, run: () => chat.onLocation() },
  ]);
  const line = h("div", { class: "composer-line" }, commandMenu, h("div", { class: "field" }, attachMenu, field, keysToggle), sendButton);
  const instead = h("div", { class: "instead", hidden: true });
  const element = h("div", { class: "composer" }, completion, editingBar, line, keys, instead);

  field.addEventListener("input", () => {
    grow();
    complete();
  });
  field.addEventListener("keydown", onKey);
  field.addEventListener("blur", () => setTimeout(() => {
    completion.hidden = true;
  }, 150));

  function grow() {
    field.dir = field.value ? "auto" : chat.dir; // an empty field with "auto" would put the placeholder to the left
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  function submit() {
    const text = field.value.trim();
    if (!text) return;
    if (editing) chat.onSaveEdit(editing, text);
    else chat.onText(text);
    clear();
    field.focus();
  }

  function clear() {
    field.value = "";
    editing = null;
    editingBar.hidden = true;
    completion.hidden = true;
    sendButton.setAttribute("aria-label", texts.send);
    grow();
  }

  function endEdit() {
    clear();
    field.focus();
  }

  function beginEdit(message) {
    editing = message;
    editingBar.hidden = false;
    field.value = message.text;
    sendButton.setAttribute("aria-label", texts.save);
    grow();
    field.focus();
  }

  function onKey(event) {
    const options = completion.hidden ? [] : [...completion.children];
    const chosen = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (options.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      select(options, (chosen + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if (options.length && (event.key === "Enter" || event.key === "Tab") && chosen >= 0) {
      event.preventDefault();
      options[chosen].click();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && (editing || !completion.hidden)) {
      event.stopPropagation();
      if (completion.hidden) clear();
      completion.hidden = true;
    } else if (event.key === "ArrowUp" && !field.value) {
      const last = current.messages.findLast((message) => message.out && message.text !== undefined);
      if (last) {
        event.preventDefault();
        beginEdit(last);
      }
    }
  }

  function complete() {
    const typed = field.value;
    const fitting = /^\/\w*$/.test(typed) && !editing ? commands.filter(({ command }) => command.startsWith(typed.slice(1))) : [];
    fill(completion, fitting.map(({ command, description }, index) => h("div", { role: "option", id: `${listId}-${index}`,
      "aria-selected": "false", on: { click: () => {
        clear();
        chat.onCommand(`/${command}`);
        field.focus();
      } } }, h("bdi", { class: "menu-label" }, `/${command}`), h("span", { class: "menu-detail", dir: "auto" }, description))));
    completion.hidden = !fitting.length;
    if (fitting.length) select([...completion.children], 0);
    else field.removeAttribute("aria-activedescendant");
  }

  function select(options, index) {
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    options[index].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-controls", listId);
    field.setAttribute("aria-activedescendant", options[index].id);
  }

  function drawKeyboard() {
    const markup = current.reply_keyboard;
    const usable = Boolean(markup?.keyboard?.length);
    keys.hidden = !usable || !keyboardShown;
    keysToggle.hidden = !usable;
    keysToggle.setAttribute("aria-expanded", String(!keys.hidden));
    field.placeholder = markup?.input_field_placeholder || texts.message;
    if (usable) fill(keys, replyKeyboard(markup, { onText: used(chat.onText), onLocation: used(chat.onLocation), onContact: used(chat.onContact) }));
  }

  /** Draws the chat's state; `start` is the payload of an opened link, "" for a plain start, null for none. */
  function show(state, start) {
    current = state;
    commands = state.commands || [];
    commandMenu.hidden = !commands.length;
    const keysNow = JSON.stringify(state.reply_keyboard ?? null);
    if (keysNow !== keyboardState) {
      keyboardState = keysNow;
      keyboardShown = true;
      drawKeyboard();
    }
    const hadFocus = element.contains(document.activeElement);
    const wanted = state.blocked ? "blocked" : start !== null ? `start ${start}` : "";
    line.hidden = Boolean(wanted);
    if (wanted) keys.hidden = true;
    else drawKeyboard();
    if (instead.dataset.wanted === wanted) return;
    instead.dataset.wanted = wanted;
    instead.hidden = !wanted;
    fill(instead, state.blocked
      ? [h("p", {}, texts.blocked), h("button", { type: "button", class: "button primary wide", on: { click: () => chat.onUnblock() } }, texts.unblock)]
      : wanted ? [h("button", { type: "button", class: "button primary wide", on: { click: () => chat.onStart(start) } }, texts.start)] : []);
    if (hadFocus) focus();
  }

  /** A one-time keyboard folds away once it has been used; the toggle brings it back. */
  function used(action) {
    return (...values) => {
      action(...values);
      if (!current.reply_keyboard?.one_time_keyboard) return;
      keyboardShown = false;
      drawKeyboard();
      keysToggle.focus();
    };
  }

  function focus() {
    (instead.querySelector("button") ?? field).focus();
  }

  return { element, show, beginEdit, focus };
}
