import { EngineUnavailable } from '../failures.ts';
import { type Bounds, boundedWork } from './bounded-work.ts';
import type { Transcriber } from './transcriber.ts';

/** A transcriber that hears a few recordings at once: who waits behind a long one does not run into its deadline. */
export function boundedHearing(transcriber: Transcriber, bounds: Bounds): Transcriber {
  const admit = boundedWork(bounds);
  return {
    ...transcriber,
    async transcribe(recording, caller) {
      const heard = admit(() => transcriber.transcribe(recording, caller), caller);
      if (heard === null) throw new EngineUnavailable('too many are waiting to be heard');
      return heard;
    },
  };
}
