// @ts-check

/** @typedef {import('./ears.js').Ears} Ears */
/** @typedef {import('./ears.js').Hearing} Hearing */
/** @typedef {import('./ears.js').Listening} Listening */

/** Pressed for longer, the button works while it is held; shorter, it toggles. */
const holdMs = 300;

/**
 * The microphone's button, by pointer, by keyboard and by assistive technology, which only clicks.
 * @param {HTMLButtonElement} button
 * @param {{ hearing: Hearing, changed: () => void }} on `changed` when it begins or ends to listen
 */
export function createMicrophone(button, { hearing, changed }) {
  /** @type {Ears['listen']} */
  let listen = null;
  /** @type {Listening | null} */
  let listening = null;
  let held = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pressing;

  /** @param {Listening | null} next */
  function become(next) {
    listening = next;
    button.ariaPressed = String(next !== null);
    changed();
  }

  /**
   * Whatever ends the listening, the button is up first.
   * @template {unknown[]} What
   * @param {(...what: What) => void} tell
   * @returns {(...what: What) => void}
   */
  const ending =
    (tell) =>
    (...what) => {
      become(null);
      tell(...what);
    };
  const heard = {
    interim: hearing.interim,
    words: ending(hearing.words),
    recording: ending(hearing.recording),
    failed: ending(hearing.failed),
  };

  function toggle() {
    if (listening) listening.stop();
    else if (listen) become(listen(heard));
  }

  function press() {
    clearTimeout(pressing);
    held = false;
    pressing = setTimeout(() => {
      if (listening) return;
      held = true;
      toggle();
    }, holdMs);
  }

  function release() {
    clearTimeout(pressing);
    if (held) listening?.stop();
    // The click that belongs to this release comes first.
    setTimeout(() => {
      held = false;
    });
  }

  button.addEventListener('pointerdown', press);
  button.addEventListener('pointerup', release);
  button.addEventListener('pointercancel', release);
  button.addEventListener('pointerleave', release);
  button.addEventListener('keydown', ({ key, repeat }) => key === ' ' && !repeat && press());
  button.addEventListener('keyup', ({ key }) => key === ' ' && release());
  button.addEventListener('click', () => held || toggle());

  return {
    listening: () => listening !== null,
    /** @param {Ears} ears */
    use(ears) {
      listen = ears.listen;
    },
    cancel() {
      if (!listening) return;
      listening.cancel();
      become(null);
    },
  };
}
