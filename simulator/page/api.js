// The control API of the simulator (docs/simulator.md), one function a call.

/** The simulator refused a call; the message is its own sentence. */
export class Refused extends Error {}

/** The simulator could not be reached. */
export class Unreachable extends Error {}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/control/${path}`, options);
  } catch (error) {
    throw new Unreachable(error.message);
  }
  const text = await response.text();
  const answer = response.headers.get("Content-Type")?.includes("json") && text ? JSON.parse(text) : {};
  if (!response.ok) throw new Refused(answer.error || `${response.status} ${response.statusText}`);
  return answer;
}

const person = (id, what) => `people/${encodeURIComponent(id)}/${what}`;

export const state = () => call("GET", "state");
export const addPerson = (name, language_code) => call("POST", "people", { name, language_code });
export const removePerson = (id) => call("DELETE", `people/${encodeURIComponent(id)}`);
export const chat = (id) => call("GET", person(id, "chat"));
export const send = (id, text) => call("POST", person(id, "send"), { text });
export const press = (id, message_id, row, column) => call("POST", person(id, "press"), { message_id, row, column });
export const sendLocation = (id, latitude, longitude) => call("POST", person(id, "location"), { latitude, longitude });
export const sendContact = (id, phone_number) => call("POST", person(id, "contact"), { phone_number });
export const edit = (id, message_id, text) => call("POST", person(id, "edit"), { message_id, text });
export const setBlocked = (id, blocked) => call("POST", person(id, blocked ? "block" : "unblock"), {});
export const setLanguage = (id, language_code) => call("POST", person(id, "language"), { language_code });
export const setFaults = (changes) => call("PUT", "faults", changes);
export const setClock = (change) => call("PUT", "clock", change);
export const crowd = () => call("GET", "crowd");
export const startCrowd = (crowd) => call("PUT", "crowd", crowd);
export const stopCrowd = () => call("DELETE", "crowd");

/** Sends a file as the person; `kind` is "photo", "video", "video_note", "voice", "audio" or "document". */
export function upload(id, file, kind, caption) {
  const form = new FormData();
  form.append("kind", kind);
  form.append("caption", caption);
  form.append("file", file, file.name);
  return call("POST", person(id, "upload"), form);
}

/** Where the bytes of a file are. */
export const fileAddress = (fileId) => `/control/files/${encodeURIComponent(fileId)}`;
