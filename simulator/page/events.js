// The stream of what happens in the simulator, kept alive through restarts and lost connections.

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

/**
 * Listens until the page is closed.
 * @param {function(): Promise<number>} reload reads everything anew; resolves with the number of the next event
 * @param {function(Object)} onEvent gets every event after that
 * @param {function(boolean)} onReachable told whether the simulator answers
 */
export function listen(reload, onEvent, onReachable) {
  let pause = FIRST_PAUSE_MS;

  async function connect() {
    let since;
    try {
      since = await reload();
    } catch {
      again();
      return;
    }
    const source = new EventSource(`/control/events?since=${since}`);
    source.addEventListener("open", () => {
      pause = FIRST_PAUSE_MS;
      onReachable(true);
    });
    source.addEventListener("message", (message) => {
      const event = JSON.parse(message.data);
      if (event.type === "gap") { // happenings in between were forgotten
        source.close();
        connect();
      } else onEvent(event);
    });
    // The stream's own reconnecting would ask a restarted simulator for numbers it has not reached yet,
    // so a broken stream is dropped and everything is read anew.
    source.addEventListener("error", () => {
      source.close();
      again();
    });
  }

  function again() {
    onReachable(false);
    setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }

  connect();
}
