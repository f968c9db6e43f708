// What a person attaches: a file with a caption, a place, a phone number.

import { openDialog } from "./dialogs.js";
import { h } from "./dom.js";

const TEXT_LIMIT = 4096;

/** A long text in the parts that a messenger sends it in, cut at line ends or spaces where there are any. */
export function textParts(text) {
  const parts = [];
  let rest = text;
  while (rest.length > TEXT_LIMIT) {
    const head = rest.slice(0, TEXT_LIMIT);
    const cut = Math.max(head.lastIndexOf("\n"), head.lastIndexOf(" "));
    const splitsLetter = /[\uD800-\uDBFF]$/.test(head);
    const end = cut > TEXT_LIMIT / 2 ? cut : TEXT_LIMIT - (splitsLetter ? 1 : 0);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest];
}

function field(label, input) {
  return h("label", { class: "labelled" }, h("span", {}, label), input);
}

function form(column, title, fields, onSend) {
  openDialog(title, (close) => [h("form", { class: "stack", on: { submit: (event) => {
    event.preventDefault();
    onSend();
    close();
  } } }, fields, h("div", { class: "dialog-actions" },
    h("button", { type: "button", class: "button", on: { click: close } }, column.texts.cancel),
    h("button", { type: "submit", class: "button primary" }, column.texts.send)))],
  { lang: column.language, dir: column.dir, closeName: column.texts.close });
}

/** Which files can be picked, and under which name the person's messenger offers them. */
const ATTACHED = {
  photo: { accept: "image/*", name: "photo" },
  video: { accept: "video/*", name: "video" },
  video_note: { accept: "video/*", name: "roundVideo", plain: true },
  voice: { accept: "audio/*", name: "voice" },
  audio: { accept: "audio/*", name: "audio" },
  document: { accept: null, name: "document" },
};

/** Lets the person pick a file, then asks for a caption; a round video has none. */
export function uploadForm(column, kind, onSend) {
  const { accept, name, plain } = ATTACHED[kind];
  const picker = h("input", { type: "file", accept, class: "visually-hidden",
    "aria-hidden": "true", tabindex: "-1", data: { kind } });
  picker.addEventListener("cancel", () => picker.remove());
  picker.addEventListener("change", () => {
    picker.remove();
    const [file] = picker.files;
    if (!file) return;
    const caption = h("input", { type: "text", dir: "auto", maxlength: "1024" });
    form(column, column.texts[name],
      [h("p", { class: "file-name" }, h("bdi", {}, file.name)), plain ? null : field(column.texts.caption, caption)],
      () => onSend(file, kind, caption.value));
  });
  column.element.append(picker);
  picker.click();
}

/** Asks for coordinates; the suggested ones are the middle of Kornwestheim. */
export function locationForm(column, onSend) {
  const number = (value, limit) => h("input", { type: "number", step: "any", min: -limit, max: limit, required: true, dir: "ltr", value });
  const latitude = number("48.8598", 90);
  const longitude = number("9.1852", 180);
  form(column, column.texts.location, [field(column.texts.latitude, latitude), field(column.texts.longitude, longitude)],
    () => onSend(latitude.valueAsNumber, longitude.valueAsNumber));
}

/** Asks for the phone number that the person shares; the suggested one is reserved for fiction. */
export function contactForm(column, onSend) {
  const phone = h("input", { type: "tel", required: true, dir: "ltr", value: "+49 30 23125 000" });
  form(column, column.texts.contact, [field(column.texts.phone, phone)], () => onSend(phone.value));
}
