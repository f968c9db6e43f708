// Inline keyboards below a message and reply keyboards below the text field.
// Telegram keeps the buttons of a row from left to right even in right-to-left apps; so does this page.

import { h, icon } from "./dom.js";

const STYLES = new Set(["danger", "success", "primary"]);

function styleClass(button) {
  return STYLES.has(button.style) ? ` ${button.style}` : "";
}

function row(buttons) {
  const line = h("div", { class: "key-row" }, buttons);
  line.style.setProperty("--keys", buttons.length);
  return line;
}

function label(text) {
  return h("span", { class: "key-label", dir: "auto" }, text);
}

/**
 * @param {Object} message whose `reply_markup` has an `inline_keyboard`
 * @param {{onCallback: function(Object, number, number, HTMLElement), onCopy: function(string), onLink: function(string): boolean}} chat
 * @returns {HTMLElement|null}
 */
export function inlineKeyboard(message, chat) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { class: "inline-keyboard", dir: "ltr" },
    rows.map((buttons, y) => row(buttons.map((button, x) => inlineButton(message, button, y, x, chat)))));
}

function inlineButton(message, button, y, x, chat) {
  const properties = { class: `key${styleClass(button)}`, title: button.text, data: { row: y, column: x } };
  if (button.url) {
    const open = (event) => {
      if (chat.onLink(button.url)) event.preventDefault();
    };
    return h("a", { ...properties, href: /^(https?|tg):/i.test(button.url) ? button.url : null, target: "_blank",
      rel: "noopener noreferrer", on: { click: open } }, label(button.text), icon("arrowOut"));
  }
  if (button.copy_text) {
    return h("button", { ...properties, type: "button", on: { click: () => chat.onCopy(button.copy_text.text) } },
      label(button.text), icon("copy"));
  }
  const works = button.callback_data !== undefined && !button.disabled;
  // aria-disabled keeps the button in the focus order, so that a screen reader still finds and reads it.
  return h("button", { ...properties, type: "button", "aria-disabled": works ? null : "true",
    on: works ? { click: (event) => chat.onCallback(message, y, x, event.currentTarget) } : {} }, label(button.text));
}

/**
 * @param {Object} markup a ReplyKeyboardMarkup
 * @param {{onText: function(string), onLocation: function(), onContact: function()}} chat
 * @returns {Array<HTMLElement>} the rows
 */
export function replyKeyboard(markup, chat) {
  return markup.keyboard.map((buttons) => row(buttons.map((entry) => {
    const button = typeof entry === "string" ? { text: entry } : entry;
    const run = button.request_location ? chat.onLocation : button.request_contact ? chat.onContact : () => chat.onText(button.text);
    return h("button", { type: "button", class: `key${styleClass(button)}`, title: button.text, on: { click: run } }, label(button.text));
  })));
}
