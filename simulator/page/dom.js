// Building page nodes. Texts only ever become text nodes, so nothing a person or a bot writes turns into markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * One element with properties, attributes and children.
 * @param {string} tag element name
 * @param {Object} [properties] `class`, `data` (dataset), `on` (listeners), `set` (DOM properties); the rest are attributes.
 *     A value of null, undefined or false leaves an attribute out, true writes it empty.
 * @param {...(Node|string|null)} children null and false are left out
 * @returns {HTMLElement}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "set") Object.assign(element, value);
    else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An SVG element; attributes as given. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const ICONS = {
  add: ["M12 5v14M5 12h14"],
  arrowOut: ["M8 16 16 8M9 8h7v7"],
  audio: ["M9 18V6l10-2v12M6.5 20.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM16.5 18.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"],
  attach: ["M20 11.5 12.2 19.3a5 5 0 0 1-7.1-7.1l8-8a3.4 3.4 0 0 1 4.8 4.8l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3"],
  block: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM6 6l12 12"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  clock: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7.5V12l3 2"],
  close: ["M6 6l12 12M18 6 6 18"],
  command: ["M4 7h16M4 12h16M4 17h10"],
  contact: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0"],
  controls: ["M4 7h9M17 7h3M4 17h3M11 17h9", "M15 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4ZM9 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z"],
  copy: ["M9 9h10v11H9zM5 15V4h10"],
  crowd: ["M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.3M18.5 14.2a6.5 6.5 0 0 1 3 5.8"],
  document: ["M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5"],
  download: ["M12 4v11M7 10.5l5 5 5-5M5 20h14"],
  edit: ["M4.5 19.5l1-4.5L16 4.5 19.5 8 9 18.5z"],
  keyboard: ["M3 6.5h18v11H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8"],
  link: ["M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"],
  location: ["M12 21s7-6.3 7-11.5A7 7 0 0 0 5 9.5C5 14.7 12 21 12 21ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"],
  more: ["M12 5.5h.01M12 12h.01M12 18.5h.01"],
  photo: ["M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 9h.01"],
  round: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM10.5 9v6l4.5-3z"],
  send: ["M4.5 5.5 20.5 12l-16 6.5L7 12zM7 12h6"],
  unlink: ["M5 12h14"],
  video: ["M3.5 6.5h11v11h-11zM14.5 10.5l6-3v9l-6-3"],
  voice: ["M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"],
  warning: ["M12 4 2.5 20h19zM12 10v4.5M12 17.3h.01"],
};

/** A line icon, hidden from screen readers: its button carries the name. */
export function icon(name) {
  const paths = ICONS[name].map((d) => svg("path", { d }));
  return svg("svg", { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" }, ...paths);
}

/** A round button that shows only an icon; `name` is its accessible name and tooltip. */
export function iconButton(iconName, name, onClick, properties = {}) {
  const { class: extra = "", ...rest } = properties;
  return h("button", { type: "button", class: `icon-button ${extra}`, "aria-label": name, title: name,
    on: { click: onClick }, ...rest }, icon(iconName));
}

/** Replaces all children of `parent`. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
}
