// The app languages a person can have.

/** code → name in the language itself, as every list of languages shows it. */
export const LANGUAGES = {
  de: "Deutsch", en: "English", tr: "Türkçe", ar: "العربية", it: "Italiano", ro: "Română", uk: "Українська", hr: "Hrvatski",
};

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** The two-letter language of a code such as `pt-br`; unknown codes keep their own two letters. */
export function primary(code) {
  return (code || "en").toLowerCase().split(/[-_]/)[0];
}

/** "rtl" or "ltr": how the whole app of somebody with this language is laid out. */
export function direction(code) {
  return RIGHT_TO_LEFT.has(primary(code)) ? "rtl" : "ltr";
}

/** A code that Intl accepts, for dates and numbers. */
export function locale(code) {
  try {
    return Intl.getCanonicalLocales(code)[0] || "en";
  } catch {
    return "en";
  }
}
