// The drawer that steers the simulation: a crowd, the clock, faults, links to open.

import * as api from "./api.js";
import { fill, h, icon } from "./dom.js";
import { LANGUAGES } from "./languages.js";
import { startPayload } from "./links.js";
import { t, uiLanguage } from "./texts.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const PACES = { paceSlow: 3, paceNormal: 1, paceFast: 0 };
const USUAL_SHARES = { de: 50, tr: 15, en: 10, ar: 10, it: 5, ro: 4, uk: 4, hr: 2 };

function button(label, run, extra = "") {
  return h("button", { type: "button", class: `button ${extra}`, on: { click: run } }, label);
}

function labelled(label, input, unit) {
  return h("label", { class: "labelled" }, h("span", {}, label), unit ? h("span", { class: "with-unit" }, input, h("span", {}, unit)) : input);
}

function number(value, max, step = 1) {
  return h("input", { type: "number", min: 0, max, step, value, inputmode: "decimal" });
}

function group(name, iconName, ...content) {
  return h("section", { class: "control-group", "aria-labelledby": `control-${name}` },
    h("h3", { id: `control-${name}` }, icon(iconName), t(name)), h("p", { class: "hint" }, t(`${name}Text`)), ...content);
}

function linkGroup(app) {
  const field = h("input", { type: "text", dir: "ltr", autocomplete: "off", spellcheck: "false", placeholder: `t.me/${app.bot().username}?start=…` });
  const problem = h("p", { class: "problem", role: "alert" });
  return group("staff", "link", h("form", { class: "stack", on: { submit: (event) => {
    event.preventDefault();
    const payload = startPayload(field.value, app.bot().username);
    problem.textContent = payload === null ? t("linkWrong") : "";
    if (payload === null) return;
    field.value = "";
    app.chooseStarter(payload);
  } } }, labelled(t("link"), field), problem, h("div", {}, h("button", { type: "submit", class: "button primary" }, t("openLink")))));
}

function crowdGroup(app) {
  const residents = number(30, 5000);
  const pace = h("select", {}, Object.entries(PACES).map(([key, seconds]) => h("option", { value: seconds, selected: seconds === 1 }, t(key))));
  const shares = Object.entries(LANGUAGES).map(([code, name]) => {
    const input = number(USUAL_SHARES[code], 100);
    input.name = code;
    return h("label", { class: "share" }, h("span", { lang: code }, name), input);
  });
  const payloads = h("input", { type: "text", dir: "ltr", autocomplete: "off", spellcheck: "false" });
  const progress = h("progress", { max: 1, value: 0, "aria-label": t("crowd") });
  const words = h("p", { class: "hint", role: "status" });
  const perLanguage = h("p", { class: "hint" });
  const inputs = (label) => label.querySelector("input");
  const run = (call) => app.attempt(async () => update({ crowd: await call() }));
  const start = () => run(() => api.startCrowd({
    residents: residents.valueAsNumber || 0,
    languages: Object.fromEntries(shares.map(inputs).filter((input) => input.valueAsNumber > 0).map((input) => [input.name, input.valueAsNumber])),
    payloads: payloads.value.split(",").map((value) => value.trim()).filter(Boolean),
    pace_seconds: Number(pace.value),
  }));
  const element = group("crowd", "crowd", h("div", { class: "pair" }, labelled(t("residents"), residents), labelled(t("pace"), pace)),
    h("details", {}, h("summary", {}, t("shares")), h("div", { class: "shares" }, shares)), labelled(t("payloads"), payloads),
    h("div", { class: "buttons" }, button(t("startCrowd"), start, "primary"), button(t("stopCrowd"), () => run(api.stopCrowd))),
    h("div", { class: "progress" }, progress, words, perLanguage));
  const progressBox = element.querySelector(".progress");
  const update = ({ crowd }) => {
    progressBox.hidden = !crowd?.residents;
    if (!crowd?.residents) return;
    progress.max = crowd.residents;
    progress.value = crowd.finished;
    words.textContent = t("crowdProgress", crowd) + (crowd.gave_up ? `, ${t("gaveUp", { n: crowd.gave_up })}` : "");
    fill(perLanguage, Object.entries(crowd.per_language ?? {}).flatMap(([code, { finished, residents: all }], index) =>
      [index ? " · " : "", h("bdi", { lang: code }, LANGUAGES[code] ?? code), ` ${finished}/${all}`]));
  };
  return { element, update };
}

function clockGroup(app) {
  const shown = h("output", { class: "clock" });
  const offset = h("p", { class: "hint" });
  const advance = (seconds) => () => app.attempt(() => api.setClock({ advance_seconds: seconds }));
  const draw = () => {
    shown.textContent = app.now().toLocaleString(uiLanguage, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  };
  setInterval(draw, 1000);
  const element = group("clock", "clock", shown, offset, h("div", { class: "buttons" }, button(t("hour"), advance(HOUR)),
    button(t("day"), advance(DAY)), button(t("week"), advance(7 * DAY)),
    button(t("now"), () => app.attempt(() => api.setClock({ offset_seconds: 0 })))));
  const update = ({ clock }) => {
    draw();
    const seconds = Math.round(clock.offset_seconds);
    const parts = [[Math.floor(seconds / DAY), "days"], [Math.floor((seconds % DAY) / HOUR), "hours"], [Math.floor((seconds % HOUR) / 60), "minutes"]];
    const words = parts.filter(([n]) => n > 0).map(([n, key]) => t(key, { n })).join(" ");
    offset.textContent = words ? t("ahead", { time: words }) : t("onTime");
  };
  return { element, update };
}

const NO_FAULTS = { rate_limits: { enabled: false }, retry_after: { share: 0 }, errors_500: 0, drop_before: 0, drop_after: 0, delay_ms: [0, 0] };

function faultGroup(app) {
  const limits = h("input", { type: "checkbox", role: "switch" });
  const percents = { retry: number(0, 100), errors: number(0, 100), before: number(0, 100), after: number(0, 100) };
  const seconds = number(3, 3600);
  const delay = [number(0, 60000, 10), number(0, 60000, 10)];
  const share = (input) => (input.valueAsNumber || 0) / 100;
  const put = (changes) => app.attempt(() => api.setFaults(changes));
  const onChange = (inputs, changes) => inputs.forEach((input) => input.addEventListener("change", () => put(changes())));
  onChange([limits], () => ({ rate_limits: { enabled: limits.checked } }));
  onChange([percents.retry, seconds], () => ({ retry_after: { share: share(percents.retry), seconds: seconds.valueAsNumber || 1 } }));
  onChange([percents.errors], () => ({ errors_500: share(percents.errors) }));
  onChange([percents.before], () => ({ drop_before: share(percents.before) }));
  onChange([percents.after], () => ({ drop_after: share(percents.after) }));
  onChange(delay, () => {
    const [least, most] = delay.map((input) => input.valueAsNumber || 0);
    return { delay_ms: [least, Math.max(least, most)] };
  });
  const explained = (key, ...inputs) => h("div", { class: "fault" }, ...inputs, h("p", { class: "hint" }, t(`${key}Text`)));
  const element = group("faults", "warning",
    explained("rateLimits", h("label", { class: "switch" }, limits, h("span", {}, t("rateLimits")))),
    explained("tooMany", h("div", { class: "pair" }, labelled(t("tooMany"), percents.retry, t("percent")), labelled(t("seconds"), seconds, "s"))),
    explained("errors", labelled(t("errors"), percents.errors, t("percent"))),
    explained("dropBefore", labelled(t("dropBefore"), percents.before, t("percent"))),
    explained("dropAfter", labelled(t("dropAfter"), percents.after, t("percent"))),
    explained("delay", h("fieldset", {}, h("legend", {}, t("delay")), h("div", { class: "pair" },
      labelled(t("from"), delay[0], t("milliseconds")), labelled(t("to"), delay[1], t("milliseconds"))))),
    h("div", { class: "buttons" }, button(t("noFaults"), () => put(NO_FAULTS))));
  const show = (input, value) => {
    if (document.activeElement !== input) input.value = String(value);
  };
  const update = ({ faults }) => {
    limits.checked = Boolean(faults.rate_limits?.enabled);
    const percent = (value) => Math.round((value || 0) * 1000) / 10;
    show(percents.retry, percent(faults.retry_after?.share));
    show(seconds, faults.retry_after?.seconds ?? 3);
    show(percents.errors, percent(faults.errors_500));
    show(percents.before, percent(faults.drop_before));
    show(percents.after, percent(faults.drop_after));
    (faults.delay_ms ?? [0, 0]).forEach((value, index) => show(delay[index], value));
  };
  return { element, update };
}

/**
 * Draws the controls into `body`.
 * @returns {function(Object)} shows a new state of the simulator
 */
export function createControls(body, app) {
  const parts = [crowdGroup(app), clockGroup(app), faultGroup(app)];
  fill(body, parts[0].element, linkGroup(app), parts[1].element, parts[2].element);
  return (state) => parts.forEach((part) => part.update(state));
}
