// @ts-check

/** @typedef {import('./ears.js').Hearing} Hearing */
/** @typedef {import('./ears.js').Listening} Listening */

const bytesAtMost = 5 * 1024 * 1024;
const longestMs = 120_000;
const bitsPerSecond = 32_000;

/** What is hung up goes by one of these names: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
const denied = new Set(['NotAllowedError', 'SecurityError']);

/**
 * Records the microphone for the stack to transcribe.
 * @param {Hearing} hearing
 * @returns {Listening}
 */
export function record(hearing) {
  /** @type {MediaRecorder | null} */
  let recorder = null;
  let over = false;
  let dropped = false;

  /** @param {MediaStream} stream */
  function run(stream) {
    /** @type {Blob[]} */
    const pieces = [];
    const own = new MediaRecorder(stream, { audioBitsPerSecond: bitsPerSecond });
    recorder = own;
    const limit = setTimeout(() => own.stop(), longestMs);
    own.addEventListener('dataavailable', ({ data }) => pieces.push(data));
    own.addEventListener('stop', () => {
      clearTimeout(limit);
      for (const track of stream.getTracks()) track.stop();
      if (dropped) return;
      const recording = new Blob(pieces, { type: own.mimeType });
      if (recording.size === 0) hearing.failed('nothingHeard');
      else if (recording.size > bytesAtMost) hearing.failed('tooLong');
      else hearing.recording(recording);
    });
    own.start();
    if (over) own.stop();
  }

  navigator.mediaDevices.getUserMedia({ audio: true }).then(run, (error) => {
    if (dropped) return;
    if (denied.has(error?.name)) hearing.failed('microphoneDenied');
    else hearing.failed(error?.name === 'NotFoundError' ? 'microphoneAbsent' : 'microphoneFailed');
  });

  return {
    stop() {
      over = true;
      if (recorder?.state === 'recording') recorder.stop();
    },
    cancel() {
      dropped = true;
      this.stop();
    },
  };
}
