/** What every browser plays. */
export const SOUND_TYPES = ['audio/mpeg', 'audio/wav', 'audio/ogg'] as const;

export type SoundType = (typeof SOUND_TYPES)[number];

/** An answer that can be listened to. */
export interface KeptSound {
  /** What it says, as far as it is known; the first 400 characters. */
  readonly said: string;
  /** The content type that a player is given, of the few that evidence keeps. */
  readonly type: SoundType;
  /** Of base64. */
  readonly bytes: string;
  readonly durationS: number;
  /** It is its beginning alone. */
  readonly isCut: boolean;
  /** The loudest of each stretch, 0…1, over all of what is kept. */
  readonly peaks: readonly number[];
}
