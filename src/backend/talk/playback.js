// @ts-check

/** So that the first sample is not in the past by the time it is scheduled. */
const leadS = 0.02;

/**
 * @typedef {object} PlaybackEvents
 * @property {(turn: number, at: number) => void} started a sentence sounds from then on, in ms of the page's clock
 * @property {(turn: number, at: number) => void} ended a sentence was played to its end
 * @property {(turn: number) => void} failed a sentence does not decode
 */

/**
 * @typedef {object} Playback
 * @property {() => void} unlock browsers let a page sound only after a gesture: call it in one
 * @property {(turn: number, mp3: ArrayBuffer) => Promise<void>} play queues a sentence
 * @property {() => void} stop silence at once; what was queued is forgotten
 * @property {() => boolean} playing whether a sentence sounds or waits
 */

/**
 * Plays the sentences of a turn back to back, in the order in which they came, however long each takes to decode.
 * @param {() => AudioContext} openContext
 * @param {() => number} now in ms
 * @param {PlaybackEvents} on
 * @returns {Playback}
 */
export function createPlayback(openContext, now, on) {
  /** @type {AudioContext | null} */
  let context = null;
  /** @type {Set<AudioBufferSourceNode>} */
  let sounding = new Set();
  let waiting = 0;
  let freeAtS = 0;
  let run = 0;
  let line = Promise.resolve();

  /** @type {(turn: number, sound: AudioBuffer, audio: AudioContext) => void} */
  function schedule(turn, sound, audio) {
    const own = run;
    const source = audio.createBufferSource();
    source.buffer = sound;
    source.connect(audio.destination);
    const startAtS = Math.max(audio.currentTime + leadS, freeAtS);
    freeAtS = startAtS + sound.duration;
    source.onended = () => {
      if (own !== run) return;
      sounding.delete(source);
      waiting -= 1;
      on.ended(turn, now());
    };
    sounding.add(source);
    source.start(startAtS);
    on.started(turn, now() + (startAtS - audio.currentTime + (audio.outputLatency || 0)) * 1000);
  }

  return {
    unlock() {
      context ??= openContext();
      if (context.state === 'suspended') context.resume().catch(() => {});
    },
    play(turn, mp3) {
      const own = run;
      context ??= openContext();
      const audio = context;
      const decoding = audio.decodeAudioData(mp3).catch(() => null);
      waiting += 1;
      line = line.then(async () => {
        const sound = await decoding;
        if (own !== run) return;
        if (sound) return schedule(turn, sound, audio);
        waiting -= 1;
        on.failed(turn);
      });
      return line;
    },
    stop() {
      run += 1;
      for (const source of sounding) source.stop();
      sounding = new Set();
      waiting = 0;
      freeAtS = 0;
    },
    playing: () => waiting > 0,
  };
}
