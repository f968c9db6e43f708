// What a message carries besides text: pictures, files, places, polls, contacts.

import { fileAddress } from "./api.js";
import { h, icon, svg } from "./dom.js";
import { locale } from "./languages.js";

/**
 * @param {Object} message
 * @param {{texts: Object, language: string, onPicture: function(string, string)}} chat
 * @returns {Node|null} null for a message of text alone
 */
export function media(message, chat) {
  if (message.photo?.length) return photo(message, chat);
  if (message.voice) return sound(message.voice, chat.texts.voice);
  if (message.audio) return song(message.audio, chat);
  if (message.video) return film(message.video, chat.texts.video, "film");
  if (message.video_note) return film(message.video_note, chat.texts.roundVideo, "film round");
  if (message.document) return file(message.document, chat);
  if (message.location) return place(message.location, message.venue, chat);
  if (message.poll) return poll(message.poll, chat);
  if (message.contact) return contact(message.contact);
  if (message.text === undefined && message.caption === undefined) return h("p", { class: "unsupported" }, chat.texts.unsupported);
  return null;
}

function photo(message, chat) {
  const largest = message.photo.reduce((a, b) => (a.width * a.height >= b.width * b.height ? a : b));
  const address = fileAddress(largest.file_id);
  const description = message.caption || chat.texts.photo;
  return h("button", { type: "button", class: "photo", "aria-label": `${chat.texts.enlarge}: ${description}`,
    on: { click: () => chat.onPicture(address, message.caption) } },
  h("img", { src: address, alt: "", width: largest.width, height: largest.height }));
}

function sound(voice, name) {
  return h("audio", { controls: true, preload: "none", src: fileAddress(voice.file_id), "aria-label": name });
}

function song(audio, chat) {
  const name = [audio.performer, audio.title].filter(Boolean).join(" – ") || audio.file_name || chat.texts.audio;
  return h("figure", { class: "song" }, h("figcaption", { class: "file-name" }, h("bdi", {}, name)), sound(audio, `${chat.texts.audio}: ${name}`));
}

function film(video, name, looks) {
  return h("video", { controls: true, preload: "metadata", class: looks, src: fileAddress(video.file_id), "aria-label": name });
}

function size(bytes, language) {
  const [unit, value] = bytes >= 1e6 ? ["megabyte", bytes / 1e6] : bytes >= 1e3 ? ["kilobyte", bytes / 1e3] : ["byte", bytes];
  return new Intl.NumberFormat(locale(language), { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}

function file(document, chat) {
  const name = document.file_name || chat.texts.document;
  return h("a", { class: "file", href: fileAddress(document.file_id), download: name, "aria-label": `${chat.texts.download}: ${name}` },
    h("span", { class: "file-sign" }, icon("download")),
    h("span", { class: "file-words" }, h("bdi", { class: "file-name" }, name),
      document.file_size ? h("span", { class: "file-size" }, size(document.file_size, chat.language)) : null));
}

function place(location, venue, chat) {
  const number = (value) => value.toFixed(5);
  const lines = ["M-10 30 90 8 210 40", "M-10 84 70 62 150 92 220 70", "M48-10 60 50 40 130", "M138-10 128 60 160 130", "M90 8 96 62"];
  const map = svg("svg", { viewBox: "0 0 200 110", class: "map", "aria-hidden": "true", preserveAspectRatio: "xMidYMid slice" },
    svg("rect", { width: "200", height: "110", class: "map-ground" }),
    svg("path", { d: "M142 0h60v46l-66 4z", class: "map-park" }),
    ...lines.map((d) => svg("path", { d, class: "map-street" })),
    svg("path", { d: "M100 74s17-16 17-30a17 17 0 0 0-34 0c0 14 17 30 17 30Z", class: "map-pin" }),
    svg("circle", { cx: "100", cy: "44", r: "6", class: "map-dot" }));
  const name = venue ? h("bdi", { class: "place-name" }, venue.title) : h("span", { class: "place-name" }, chat.texts.location);
  return h("figure", { class: "place" }, map,
    h("figcaption", {}, name, venue ? h("bdi", { class: "place-address" }, venue.address) : null,
      h("bdi", { class: "place-degrees", dir: "ltr" }, `${number(location.latitude)}, ${number(location.longitude)}`)));
}

function poll(asked, chat) {
  const total = asked.total_voter_count;
  return h("div", { class: "poll" }, h("p", { class: "poll-question", dir: "auto" }, asked.question),
    h("p", { class: "poll-kind" }, chat.texts.poll),
    h("ul", {}, asked.options.map((option) => {
      const share = total ? Math.round((100 * option.voter_count) / total) : 0;
      const bar = h("span", { class: "poll-bar" });
      bar.style.setProperty("--share", `${share}%`);
      return h("li", {}, h("span", { class: "poll-option", dir: "auto" }, option.text), h("span", { class: "poll-share" }, `${share} %`), bar);
    })), h("p", { class: "poll-kind" }, `${total} ${chat.texts.votes}`));
}

function contact(card) {
  const name = [card.first_name, card.last_name].filter(Boolean).join(" ");
  return h("div", { class: "contact" }, h("span", { class: "file-sign" }, icon("contact")),
    h("span", { class: "file-words" }, h("bdi", { class: "file-name" }, name), h("bdi", { dir: "ltr", class: "file-size" }, card.phone_number)));
}
