/** A language that the stack understands and speaks. */
export type Language = 'fr' | 'en';

/** The voices of the contract, the default one first. */
export const voices = [
  { id: 'eva', name: 'Eva', language: 'fr' },
  { id: 'eva-warm', name: 'Eva, warm', language: 'fr' },
  { id: 'eva-young', name: 'Eva, young', language: 'fr' },
  { id: 'eva-soft', name: 'Eva, soft', language: 'fr' },
  { id: 'eva-sensual', name: 'Eva, low and slow', language: 'fr' },
  { id: 'male', name: 'Male', language: 'fr' },
  { id: 'male-warm', name: 'Male, warm', language: 'fr' },
  { id: 'male-deep', name: 'Male, deep', language: 'fr' },
  { id: 'eva-en', name: 'Eva, English', language: 'en' },
  { id: 'eva-en-warm', name: 'Eva, English, warm', language: 'en' },
] as const satisfies readonly { readonly id: string; readonly name: string; readonly language: Language }[];

/** The id of a voice of the contract. */
export type VoiceId = (typeof voices)[number]['id'];

/** The voice that speaks when none is asked for. */
export const defaultVoice: VoiceId = voices[0].id;
