// Small windows above the page: native <dialog> keeps the focus inside and closes on Escape.

import { fill, h, icon, iconButton } from "./dom.js";

/**
 * Opens a modal dialog and removes it when it closes.
 * @param {string} title its accessible name and heading
 * @param {function(function())} content gets the closing function, returns the nodes
 * @param {{lang?: string, dir?: string, closeName: string, class?: string, onClose?: function()}} options
 * @returns {HTMLDialogElement}
 */
export function openDialog(title, content, { lang, dir, closeName, class: extra = "", onClose } = {}) {
  const close = () => dialog.close();
  const heading = h("h2", { id: `dialog-${Date.now()}`, dir: "auto" }, title);
  const dialog = h("dialog", { class: `dialog ${extra}`, lang, dir, "aria-labelledby": heading.id },
    h("div", { class: "dialog-head" }, heading, iconButton("close", closeName, close)));
  dialog.append(h("div", { class: "dialog-body" }, content(close)));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** What a bot says with `show_alert`: it stays until the person has read it. */
export function showAlert(botName, text, language, dir, texts) {
  openDialog(botName, (close) => [
    h("p", { class: "alert-text", dir: "auto" }, text),
    h("div", { class: "dialog-actions" }, h("button", { type: "button", class: "button primary", autofocus: true, on: { click: close } }, texts.ok)),
  ], { lang: language, dir, closeName: texts.close, class: "alert" });
}

/** A picture in full size. */
export function showPicture(address, description, language, dir, texts) {
  openDialog(description || texts.photo, () => [h("img", { src: address, alt: description || texts.photo })],
    { lang: language, dir, closeName: texts.close, class: "picture" });
}

/**
 * A button that opens a menu of actions; arrow keys move, Escape closes.
 * @param {HTMLButtonElement} button
 * @param {function(): Array<{icon?: string, label: string, detail?: string, run: function()}>} items read at each opening
 * @returns {HTMLElement} the button with its menu
 */
export function menu(button, items) {
  const list = h("div", { role: "menu", class: "menu", hidden: true, "aria-label": button.getAttribute("aria-label") });
  const wrapper = h("div", { class: "menu-anchor" }, button, list);
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");

  const close = (backToButton) => {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (backToButton) button.focus();
  };
  const open = () => {
    fill(list, items().map((item) => h("button", { type: "button", role: "menuitem", tabindex: "-1", on: { click: () => {
      close(true);
      item.run();
    } } }, item.icon ? icon(item.icon) : null, h("span", { class: "menu-label", dir: "auto" }, item.label),
    item.detail ? h("span", { class: "menu-detail", dir: "auto" }, item.detail) : null)));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.firstElementChild?.focus();
  };
  button.addEventListener("click", () => (list.hidden ? open() : close(true)));
  wrapper.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const entries = [...list.children];
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries.at(to % entries.length).focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === "Tab") close(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!list.hidden && !wrapper.contains(event.target)) close(false);
  });
  return wrapper;
}
