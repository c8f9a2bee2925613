import { html, type Markup } from './markup.ts';
import type { Tone } from './tone.ts';

/** A word or two on the colour of what they mean. */
export const badge = (tone: Tone, text: string): Markup =>
  html`<span class="badge tone-${tone}">${text}</span>`;
