// The list of messages: new ones appear below, edited ones change in place, deleted ones go.

import { h, icon } from "./dom.js";
import { dayElement, messageElement } from "./messages.js";

const NEAR_THE_END_PX = 80;
const TYPING_MS = 5000;

/** Keeps the shown messages equal to what the simulator says, with focus and scroll position kept. */
export class Conversation {
  constructor(chat) {
    this.chat = chat;
    this.shown = new Map(); // message_id → {state, element}
    this.list = h("div", { class: "messages", role: "log", "aria-live": "polite", "aria-relevant": "additions text",
      "aria-label": chat.texts.messages, tabindex: "0" });
    this.typing = h("div", { class: "typing", hidden: true, role: "status" }, h("span", { class: "dots" }, h("i"), h("i"), h("i")),
      h("span", {}, chat.texts.typing));
    this.toEnd = h("button", { type: "button", class: "to-end", hidden: true, "aria-label": chat.texts.newest,
      title: chat.texts.newest, on: { click: () => this.scrollToEnd() } }, icon("download"));
    this.element = h("div", { class: "conversation" }, this.list, this.typing, this.toEnd);
    this.list.addEventListener("scroll", () => {
      this.toEnd.hidden = this.isNearEnd();
      // After a change of size the place is off without anybody having scrolled.
      if (this.size === this.measure()) this.pinned = this.isNearEnd();
    }, { passive: true });
    this.pinned = true; // whether the newest message stays in view
    const keepEnd = () => this.pinned && this.scrollToEnd();
    this.list.addEventListener("load", keepEnd, true); // pictures grow when they arrive
    new ResizeObserver(keepEnd).observe(this.list);
  }

  isNearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_THE_END_PX;
  }

  measure() {
    return `${this.list.scrollHeight} ${this.list.clientHeight}`;
  }

  scrollToEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.size = this.measure();
    this.pinned = true;
    this.toEnd.hidden = true;
  }

  /** @param {Array<Object>} messages all of them, in order @param {Date} now the simulated time */
  show(messages, now) {
    const first = this.shown.size === 0;
    const wasPinned = this.pinned;
    const focus = this.focusPlace();
    this.list.setAttribute("aria-busy", String(first && messages.length > 1));
    this.removeAllBut(new Set(messages.map((message) => message.message_id)));
    for (const message of messages) this.showOne(message, first);
    this.drawDays(messages, now);
    this.restoreFocus(focus);
    const last = messages.at(-1);
    if (last && this.lastId !== last.message_id) {
      this.lastId = last.message_id;
      if (!last.out) this.typing.hidden = true;
      if (wasPinned || last.out) this.scrollToEnd();
    } else if (wasPinned) this.scrollToEnd();
    this.size = this.measure();
    this.toEnd.hidden = this.isNearEnd();
    this.list.setAttribute("aria-busy", "false");
  }

  removeAllBut(ids) {
    for (const [id, { element }] of this.shown) {
      if (ids.has(id)) continue;
      element.remove();
      this.shown.delete(id);
    }
  }

  showOne(message, first) {
    const state = JSON.stringify(message);
    const before = this.shown.get(message.message_id);
    if (before?.state === state) return;
    const element = messageElement(message, this.chat);
    this.shown.set(message.message_id, { state, element });
    if (before) {
      element.classList.add("changed");
      before.element.replaceWith(element);
    } else {
      if (!first) element.classList.add("new");
      this.list.append(element);
    }
  }

  drawDays(messages, now) {
    this.list.querySelectorAll(".day").forEach((line) => line.remove());
    let shownDay = "";
    for (const message of messages) {
      const date = new Date(message.date * 1000);
      if (date.toDateString() === shownDay) continue;
      shownDay = date.toDateString();
      this.shown.get(message.message_id).element.before(dayElement(date, now, this.chat));
    }
  }

  /** Where the keyboard focus is, in terms that survive the redrawing of a message. */
  focusPlace() {
    const active = document.activeElement;
    const message = active?.closest?.(".message");
    if (!message || !this.list.contains(message)) return null;
    return { id: Number(message.dataset.id), row: active.dataset.row, column: active.dataset.column, element: active };
  }

  restoreFocus(place) {
    if (!place || place.element.isConnected) return;
    const element = this.shown.get(place.id)?.element;
    const key = element?.querySelector(`[data-row="${place.row}"][data-column="${place.column}"]`)
      ?? element?.querySelector(".key") ?? element ?? this.list;
    key.focus({ preventScroll: true });
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => {
      this.typing.hidden = true;
    }, TYPING_MS);
  }
}
