// Start links: https://t.me/<bot>?start=PAYLOAD, the same on this server, tg://resolve, or the bare payload.

const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The payload of a start link of this bot.
 * @param {string} text an address or a payload, as somebody pasted it
 * @param {string} username the bot's, without @
 * @returns {string|null} "" for a link without a payload, null if it is no start link of this bot
 */
export function startPayload(text, username) {
  const pasted = text.trim().replace(/^\/start(@\w+)?\s+/, "");
  if (PAYLOAD.test(pasted)) return pasted;
  const withScheme = /^(t\.me|telegram\.me)\//i.test(pasted) ? `https://${pasted}` : pasted;
  if (!URL.canParse(withScheme)) return null;
  const address = new URL(withScheme);
  const deep = address.protocol === "tg:" && `${address.host}${address.pathname}`.replace(/\//g, "") === "resolve";
  const web = ["t.me", "telegram.me", location.host].includes(address.host);
  if (!deep && !web) return null;
  const named = deep ? address.searchParams.get("domain") : address.pathname.slice(1).replace(/\/$/, "");
  if (named?.toLowerCase() !== username.toLowerCase()) return null;
  const payload = address.searchParams.get("start") ?? "";
  return payload === "" || PAYLOAD.test(payload) ? payload : null;
}
