// One message as a bubble with its media, text, time and buttons.

import { h, iconButton } from "./dom.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { locale } from "./languages.js";
import { media } from "./media.js";

/**
 * @param {Object} message as docs/simulator.md describes it
 * @param {Object} chat texts, language, names and the actions of the column (see column.js)
 * @returns {HTMLElement}
 */
export function messageElement(message, chat) {
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const inside = media(message, chat);
  const quoted = message.reply_to_message?.text;
  const bubble = h("div", { class: `bubble${inside ? " with-media" : ""}` },
    h("span", { class: "visually-hidden" }, message.out ? chat.person.name : chat.botName, ": "),
    quoted ? h("p", { class: "quoted", dir: "auto" }, quoted) : null,
    inside,
    text === undefined ? null : h("div", { class: "text", dir: "auto" }, formatted(text, entities, chat)),
    meta(message, chat));
  const editable = message.out && message.text !== undefined;
  return h("article", { class: `message ${message.out ? "out" : "in"}`, tabindex: "-1", data: { id: message.message_id } },
    h("div", { class: "bubble-line" },
      editable ? iconButton("edit", chat.texts.edit, () => chat.onEdit(message), { class: "edit-own" }) : null, bubble),
    inlineKeyboard(message, chat));
}

function meta(message, chat) {
  const sent = new Date(message.date * 1000);
  const time = sent.toLocaleTimeString(locale(chat.language), { hour: "2-digit", minute: "2-digit" });
  return h("div", { class: "meta" }, message.edit_date ? h("span", { class: "edited" }, chat.texts.edited) : null,
    h("time", { datetime: sent.toISOString(), title: sent.toLocaleString(locale(chat.language)) }, time));
}

/** The line between two days. */
export function dayElement(date, now, chat) {
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  const daysAgo = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  const name = daysAgo === 0 ? chat.texts.today : daysAgo === 1 ? chat.texts.yesterday
    : date.toLocaleDateString(locale(chat.language), { weekday: "long", day: "numeric", month: "long" });
  return h("div", { class: "day" }, h("span", {}, name));
}
