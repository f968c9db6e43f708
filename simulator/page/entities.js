// A text with its entities (https://core.telegram.org/bots/api#messageentity) as page nodes.
// Offsets count UTF-16 units, as JavaScript strings do.

import { h } from "./dom.js";
import { locale } from "./languages.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_ADDRESS = /^(https?|tg|mailto|tel):/i;

/**
 * @param {string} text
 * @param {Array<Object>} entities
 * @param {{texts: Object, language: string, onCommand: function(string), onLink: function(string): boolean}} chat
 *     `onLink` says whether the chat opened the address itself
 * @returns {Array<Node>}
 */
export function formatted(text, entities, chat) {
  const inOrder = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, inOrder, 0, text.length, chat);
}

function build(text, entities, from, to, chat) {
  const nodes = [];
  let waiting = entities;
  let position = from;
  while (waiting.length) {
    const [entity, ...others] = waiting;
    const start = Math.max(entity.offset, position);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) {
      waiting = others;
      continue;
    }
    if (start > position) nodes.push(document.createTextNode(text.slice(position, start)));
    const inside = others.filter((other) => other.offset < end);
    nodes.push(element(entity, text.slice(start, end), build(text, inside, start, end, chat), chat));
    // A block ends its line by itself, so the line feed behind it is no empty line.
    position = BLOCKS.has(entity.type) && end < to && text[end] === "\n" ? end + 1 : end;
    waiting = others.filter((other) => other.offset + other.length > end);
  }
  if (position < to) nodes.push(document.createTextNode(text.slice(position, to)));
  return nodes;
}

function element(entity, text, children, chat) {
  if (entity.type in PLAIN_TAGS) return h(PLAIN_TAGS[entity.type], {}, children);
  switch (entity.type) {
    case "code":
      return h("code", {}, children);
    case "pre":
      return h("pre", { tabindex: "0", data: { language: entity.language || "" } }, h("code", {}, children));
    case "spoiler":
      return spoiler(children, chat);
    case "blockquote":
      return h("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(children, chat);
    case "bot_command":
      return h("button", { type: "button", class: "text-link", dir: "ltr", on: { click: () => chat.onCommand(text) } }, children);
    case "mention":
      return link(`https://t.me/${text.slice(1)}`, children, chat);
    case "text_mention":
      return h("span", { class: "mention" }, children);
    case "url":
      return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, children, chat);
    case "text_link":
      return link(entity.url, children, chat);
    case "email":
      return link(`mailto:${text}`, children, chat);
    case "phone_number":
      return link(`tel:${text}`, children, chat);
    case "date_time":
      return time(entity, text, chat);
    default:
      return h("span", {}, children);
  }
}

function link(address, children, chat) {
  if (!SAFE_ADDRESS.test(address || "")) return h("span", {}, children);
  const open = (event) => {
    if (chat.onLink(address)) event.preventDefault();
  };
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address, on: { click: open } }, children);
}

function spoiler(children, chat) {
  const hidden = h("span", { class: "spoiler-text", inert: true }, children);
  const cover = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": chat.texts.spoiler }, hidden);
  const reveal = () => {
    cover.replaceWith(h("span", { class: "spoiler-shown", tabindex: "-1" }, ...hidden.childNodes));
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    reveal();
  });
  return cover;
}

function expandable(children, chat) {
  const quote = h("blockquote", { class: "expandable" }, h("div", { class: "quote-text" }, children));
  const toggle = h("button", { type: "button", class: "text-link", "aria-expanded": "false", on: { click: () => {
    const open = quote.classList.toggle("expanded");
    toggle.setAttribute("aria-expanded", String(open));
  } } }, chat.texts.showMore);
  quote.append(toggle);
  return quote;
}

/** `<tg-time>`: the moment in the reader's own zone; w weekday, d/D date, t/T time, short or long. */
function time(entity, text, chat) {
  const format = entity.date_time_format || "";
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (format.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (format.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  const moment = new Date(entity.unix_time * 1000);
  const shown = Object.keys(options).length ? moment.toLocaleString(locale(chat.language), options) : text;
  return h("time", { datetime: moment.toISOString(), title: moment.toLocaleString(locale(chat.language)) }, shown);
}
