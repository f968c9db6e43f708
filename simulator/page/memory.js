// What this browser remembers between visits: whose phones are open, start links not pressed yet.

const KEY = "simulator";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function change(values) {
  localStorage.setItem(KEY, JSON.stringify({ ...read(), ...values }));
}

export const memory = {
  /** Whether nobody has been opened or closed here yet. */
  isNew: () => read().open === undefined,
  open: () => read().open ?? [],
  setOpen: (ids) => change({ open: ids }),
  active: () => read().active ?? null,
  setActive: (id) => change({ active: id }),
  controls: () => read().controls ?? false,
  setControls: (shown) => change({ controls: shown }),
  /** The payload of a start link that this person opened and has not pressed Start for; "" without one, null for none. */
  start: (id) => read().starts?.[id] ?? null,
  setStart: (id, payload) => change({ starts: { ...read().starts, [id]: payload ?? undefined } }),
};
