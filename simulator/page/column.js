// One person's phone: the strip of the simulator on top, below it the chat in the person's language.

import * as api from "./api.js";
import { appTexts } from "./app_texts.js";
import { createComposer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { menu, openDialog, showAlert, showPicture } from "./dialogs.js";
import { fill, h, iconButton } from "./dom.js";
import { direction, primary } from "./languages.js";
import { avatar, languageSelect } from "./people.js";
import { contactForm, locationForm, textParts, uploadForm } from "./sending.js";
import { t } from "./texts.js";

const SPINNER_MS = 15_000;
const toastMs = (text) => Math.min(2500 + 60 * text.length, 10_000);

/** Everything about one open person; `app` is described in main.js. */
export class Column {
  constructor(app, person) {
    this.app = app;
    this.person = person;
    this.texts = appTexts(person.language_code);
    this.language = primary(person.language_code);
    this.dir = direction(person.language_code);
    this.pressed = new Map(); // callback id → button that waits for its answer
    this.answered = new Set(); // callback ids whose answer was quicker than the reply to the press
    this.composer = createComposer(this.actions());
    this.conversation = new Conversation(this.actions());
    this.element = this.draw();
  }

  get botName() {
    return this.app.bot().name;
  }

  /** What messages, keyboards and composer need to know and may ask for. */
  actions() {
    const column = this;
    const act = (call) => (...values) => column.attempt(() => call(column.person.id, ...values));
    return {
      person: this.person,
      texts: this.texts,
      language: this.language,
      dir: this.dir,
      get botName() {
        return column.botName;
      },
      onText: (text) => column.attempt(async () => {
        for (const part of textParts(text)) await api.send(column.person.id, part);
      }),
      onCommand: act(api.send),
      onStart: (payload) => column.sendStart(payload),
      onEdit: (message) => column.composer.beginEdit(message),
      onSaveEdit: (message, text) => message.text !== text && act(api.edit)(message.message_id, text),
      onUnblock: () => act(api.setBlocked)(false),
      onCallback: (message, row, key, button) => column.press(message, row, key, button),
      onCopy: (text) => column.copy(text),
      onLink: (address) => column.app.openLink(address, column.person),
      onPicture: (address, caption) => showPicture(address, caption, column.language, column.dir, column.texts),
      onAttach: (kind) => uploadForm(column, kind, act(api.upload)),
      onLocation: () => locationForm(column, act(api.sendLocation)),
      onContact: () => contactForm(column, act(api.sendContact)),
    };
  }

  draw() {
    const { person } = this;
    const language = languageSelect(person.language_code);
    language.setAttribute("aria-label", t("language"));
    language.addEventListener("change", () => this.attempt(() => api.setLanguage(person.id, language.value)));
    const more = menu(iconButton("more", t("more", { name: person.name }), () => {}), () => [
      { icon: "block", label: t(this.chat?.blocked ? "unblock" : "block"), run: () => this.attempt(() => api.setBlocked(person.id, !this.chat?.blocked)) },
      { icon: "unlink", label: t("removePerson"), run: () => this.app.removePerson(person) },
    ]);
    this.botTitle = h("bdi", { class: "bot-name" });
    this.botSign = h("span", {});
    this.toast = h("div", { class: "toast", role: "status", "aria-live": "polite" });
    this.welcome = h("div", { class: "chat-welcome", dir: "auto" });
    this.conversation.list.before(this.welcome);
    this.drawBot();
    return h("section", { class: "column", "aria-label": t("phoneOf", { name: person.name }), data: { person: person.id } },
      h("header", { class: "strip" }, avatar(person.name), h("h2", {}, h("bdi", {}, person.name)), language, more,
        iconButton("close", t("closeColumn"), () => this.app.closePerson(person.id), { class: "close-column" })),
      h("div", { class: "phone", lang: this.language, dir: this.dir },
        h("div", { class: "chat-head" }, this.botSign, this.botTitle),
        this.conversation.element, this.toast, this.composer.element));
  }

  drawBot() {
    fill(this.botSign, avatar(this.botName, "bot"));
    this.botTitle.textContent = this.botName;
    fill(this.welcome, avatar(this.botName, "bot"), h("strong", {}, this.botName),
      h("p", { dir: "auto" }, this.chat?.description || this.app.bot().description || this.texts.empty));
  }

  /** Reads the chat anew and shows it. Resolves with the number of the next event. */
  async refresh() {
    if (this.reading) {
      this.readAgain = true;
      return this.reading;
    }
    this.reading = api.chat(this.person.id).finally(() => {
      this.reading = null;
    });
    const chat = await this.reading;
    this.show(chat);
    if (this.readAgain) {
      this.readAgain = false;
      return this.refresh();
    }
    return chat.next_event;
  }

  show(chat) {
    this.chat = chat;
    this.drawBot();
    this.welcome.hidden = chat.messages.length > 0;
    const opened = this.app.pendingStart(this.person.id);
    this.composer.show(chat, opened ?? (chat.messages.length ? null : ""));
    this.conversation.show(chat.messages, this.app.now());
  }

  onEvent(event) {
    if (event.type === "typing") this.conversation.showTyping();
    else if (event.type === "toast") this.showToast(event);
    else this.attempt(() => this.refresh());
  }

  async attempt(action) {
    try {
      return await action();
    } catch (error) {
      this.app.report(error);
      return undefined;
    }
  }

  async sendStart(payload) {
    await this.attempt(() => api.send(this.person.id, payload ? `/start ${payload}` : "/start"));
    this.app.setPendingStart(this.person.id, null);
    await this.attempt(() => this.refresh());
  }

  async press(message, row, key, button) {
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    const done = () => {
      button.classList.remove("waiting");
      button.removeAttribute("aria-busy");
    };
    const reply = await this.attempt(() => api.press(this.person.id, message.message_id, row, key));
    const id = reply?.callback_id;
    if (!id || this.answered.delete(id)) return done();
    this.pressed.set(id, done);
    setTimeout(() => this.finishPress(id), SPINNER_MS);
    return undefined;
  }

  finishPress(id) {
    this.pressed.get(id)?.();
    return this.pressed.delete(id);
  }

  showToast(event) {
    if (event.callback_id && !this.finishPress(event.callback_id)) this.answered.add(event.callback_id);
    if (event.url) this.app.openLink(event.url, this.person);
    if (!event.text) return;
    if (event.show_alert) showAlert(this.botName, event.text, this.language, this.dir, this.texts);
    else this.say(event.text);
  }

  say(text) {
    fill(this.toast, h("span", { dir: "auto" }, text));
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => fill(this.toast), toastMs(text));
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.say(this.texts.copied);
    } catch { // no permission: show it, selected, to be copied by hand
      const field = h("input", { type: "text", readonly: true, set: { value: text }, "aria-label": this.texts.message });
      openDialog(this.texts.message, () => [field], { lang: this.language, dir: this.dir, closeName: this.texts.close });
      field.select();
    }
  }

  focus() {
    this.composer.focus();
  }
}
