import { figure } from '../../../domain/figure.ts';
import { type KeptSound, SOUND_TYPES } from '../../../domain/kept-sound.ts';
import type { Portrait } from '../../../domain/portrait.ts';
import type { Lang } from '../../../domain/text.ts';
import { waveform } from '../chart/waveform.ts';
import { html, type Markup } from '../markup.ts';
import type { Part } from './parts.ts';
import { WORDS } from './words.ts';

/** Evidence may have been edited, or masked in the middle: only what is whole is handed to a player. */
const isPlayable = ({ type, bytes, peaks }: KeptSound): boolean =>
  SOUND_TYPES.includes(type) && /^[A-Za-z0-9+/]+={0,2}$/.test(bytes) && Array.isArray(peaks);

function player(
  { title, said, type, bytes, durationS, isCut, peaks }: Portrait['sounds'][number],
  lang: Lang,
): Markup {
  const words = WORDS[lang];
  const name = title[lang];
  const length = `${figure(durationS, 's')}${isCut ? `, ${words.cut}` : ''}`;
  return html`<figure><figcaption><strong>${name}</strong> <span class="soft small">${length}</span></figcaption>${waveform({ label: `${name}, ${length}`, peaks })}<audio controls preload="metadata" src="data:${type};base64,${bytes}" aria-label="${name}"></audio><p class="soft small">${said}</p></figure>`;
}

/** The answers that were kept, to be listened to. */
export function soundPart({ sounds }: Portrait, lang: Lang): Part | undefined {
  const playable = sounds.filter(isPlayable);
  if (playable.length === 0) return undefined;
  return {
    id: 'sound',
    title: WORDS[lang].sound,
    note: WORDS[lang].soundNote,
    body: html`<div class="pictures">${playable.map((sound) => player(sound, lang))}</div>`,
  };
}
