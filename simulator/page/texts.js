// The page's own interface, in German and English: `?ui=de|en`, else what the browser prefers.

const DE = {
  title: "Simulator", skip: "Zum Gespräch springen", people: "Personen", openPeople: "Personen auf der Seite",
  addPerson: "Person hinzufügen", allPeople: "Alle Personen", crowdPeople: "Mitmachende", name: "Name",
  language: "App-Sprache", add: "Hinzufügen", cancel: "Abbrechen", close: "Schließen", controls: "Steuerung",
  closeColumn: "Spalte schließen", removePerson: "Person entfernen", block: "Bot blockieren", unblock: "Bot entsperren",
  more: "Mehr zu {name}", phoneOf: "Telefon von {name}",
  notConnected: "Der Bot ist noch nicht verbunden. Nachrichten warten, bis er läuft.",
  gone: "Der Simulator antwortet nicht. Die Seite verbindet sich von selbst wieder.",
  failed: "Das ging nicht: {reason}", unreachable: "Der Simulator ist nicht erreichbar.",
  welcome: "Wer nimmt teil?", welcomeText: "Jede Person bekommt hier ein eigenes Telefon mit eigener Sprache und schreibt mit dem Bot wie in einem Messenger. Alles bleibt auf diesem Rechner.",
  ownPerson: "Oder eine eigene Person", opensLink: "Wer öffnet den Link?",
  opensLinkText: "Der Link führt zu {bot} mit dem Startwert", opensLinkPlain: "Der Link führt zu {bot}.",
  newPerson: "Neue Person", crowd: "Bewohnerinnen und Bewohner mitmachen lassen",
  crowdText: "Viele gespielte Personen beantworten die Fragen, indem sie drücken, was sie sehen. So füllen sich die Ergebnisse in kurzer Zeit.",
  residents: "Anzahl", pace: "Tempo", paceSlow: "gemächlich (3 s je Schritt)", paceNormal: "zügig (1 s je Schritt)",
  paceFast: "so schnell es geht", shares: "Anteile der Sprachen", payloads: "Startwerte der Links (mit Komma getrennt)",
  startCrowd: "Losgehen", stopCrowd: "Anhalten", crowdProgress: "{finished} von {residents} fertig, {started} angefangen", gaveUp: "{n} nicht weitergekommen",
  clock: "Uhr", clockText: "Verschiebt die Zeit, die der Bot und die Personen sehen.", hour: "+1 Stunde", day: "+1 Tag",
  week: "+1 Woche", now: "Zurück zu jetzt", ahead: "vorgestellt um {time}", onTime: "Die Uhr geht wie Ihre eigene.",
  faults: "Störungen", faultsText: "Was im echten Betrieb vorkommt, zum Ausprobieren. Änderungen gelten sofort.",
  rateLimits: "Sendegrenzen wie bei Telegram", rateLimitsText: "Wer zu schnell sendet, muss warten.",
  tooMany: "„Bitte warten“ (429)", tooManyText: "So viele Anfragen werden ohne Grund um die Wartezeit vertröstet.",
  seconds: "Wartezeit", errors: "Fehler des Servers (500)", errorsText: "So viele Anfragen scheitern.",
  dropBefore: "Verbindung bricht vorher ab", dropBeforeText: "Die Anfrage wurde nicht ausgeführt.",
  dropAfter: "Verbindung bricht nachher ab", dropAfterText: "Ausgeführt, aber die Antwort geht verloren.",
  delay: "Verzögerung", delayText: "Jede Antwort kommt um so viele Millisekunden später.", from: "von", to: "bis",
  noFaults: "Alle Störungen aus", percent: "%", milliseconds: "ms",
  staff: "Link öffnen", staffText: "Einladung oder Startlink einfügen, zum Beispiel den Link für Mitarbeitende, und als Person öffnen.",
  link: "Link oder Startwert", openLink: "Öffnen", linkWrong: "Das ist kein Startlink dieses Bots.",
  unread: "neue Nachricht", days: "{n} T", hours: "{n} Std", minutes: "{n} Min",
};

const EN = {
  title: "Simulator", skip: "Skip to the conversation", people: "People", openPeople: "People on the page",
  addPerson: "Add a person", allPeople: "All people", crowdPeople: "The crowd", name: "Name", language: "App language",
  add: "Add", cancel: "Cancel", close: "Close", controls: "Controls", closeColumn: "Close column",
  removePerson: "Remove person", block: "Block the bot", unblock: "Unblock the bot", more: "More about {name}",
  phoneOf: "{name}’s phone",
  notConnected: "The bot is not connected yet. Messages wait until it runs.",
  gone: "The simulator does not answer. The page reconnects by itself.",
  failed: "That did not work: {reason}", unreachable: "The simulator cannot be reached.",
  welcome: "Who takes part?", welcomeText: "Everyone gets a phone of their own here, in their own language, and writes with the bot as in a messenger. Everything stays on this computer.",
  ownPerson: "Or somebody of your own", opensLink: "Who opens the link?",
  opensLinkText: "The link leads to {bot} with the start value", opensLinkPlain: "The link leads to {bot}.",
  newPerson: "New person", crowd: "Let residents take part",
  crowdText: "Many scripted people answer the questions by pressing what they see, so that results fill in a short time.",
  residents: "How many", pace: "Pace", paceSlow: "leisurely (3 s a step)", paceNormal: "brisk (1 s a step)",
  paceFast: "as fast as possible", shares: "Shares of the languages", payloads: "Start values of the links (separated by commas)",
  startCrowd: "Start", stopCrowd: "Stop", crowdProgress: "{finished} of {residents} finished, {started} started", gaveUp: "{n} got stuck",
  clock: "Clock", clockText: "Moves the time that the bot and the people see.", hour: "+1 hour", day: "+1 day",
  week: "+1 week", now: "Back to now", ahead: "ahead by {time}", onTime: "The clock runs with your own.",
  faults: "Faults", faultsText: "What happens in real operation, to be tried out. Changes apply at once.",
  rateLimits: "Sending limits as on Telegram", rateLimitsText: "Whoever sends too fast has to wait.",
  tooMany: "“Please wait” (429)", tooManyText: "So many requests are put off for no reason, for the waiting time.", seconds: "Waiting time",
  errors: "Errors of the server (500)", errorsText: "So many requests fail.",
  dropBefore: "Connection lost before", dropBeforeText: "The request was not carried out.",
  dropAfter: "Connection lost after", dropAfterText: "Carried out, but the answer is lost.",
  delay: "Delay", delayText: "Every answer comes so many milliseconds later.", from: "from", to: "to",
  noFaults: "Switch all faults off", percent: "%", milliseconds: "ms",
  staff: "Open a link", staffText: "Paste an invitation or start link, for example the link for staff, and open it as a person.",
  link: "Link or start value", openLink: "Open", linkWrong: "This is not a start link of this bot.",
  unread: "new message", days: "{n} d", hours: "{n} h", minutes: "{n} min",
};

const asked = new URLSearchParams(location.search).get("ui");

/** "de" or "en": the language of the page around the chats. */
export const uiLanguage = ["de", "en"].includes(asked) ? asked : navigator.language.startsWith("de") ? "de" : "en";

const TEXTS = { de: DE, en: EN }[uiLanguage];

/** The interface text `key`, its {placeholders} filled. */
export function t(key, values = {}) {
  return TEXTS[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
