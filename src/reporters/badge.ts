import type { Reporter } from '../domain/reporter.ts';
import { badgeWords } from './badge-words.ts';
import { VERDICT_SIGNS } from './verdict-signs.ts';
import { element, xmlText } from './xml.ts';

const LABEL_COLOR = '#424242';
const HEIGHT = 20;
/** Pixels on each side of a word. */
const PAD = 6;

/** About how wide a word is in 11 px Verdana; `textLength` then makes it exactly that in any other font. */
const widthOf = (word: string): number =>
  Math.round(
    [...word].reduce((sum, sign) => sum + (/[ .ilj]/.test(sign) ? 4 : /[mw%]/.test(sign) ? 10.5 : 7), 0),
  );

/** A field with its word in the middle, from `left` on. */
function field(
  word: string,
  left: number,
  color: string,
): { readonly width: number; readonly markup: string } {
  const length = widthOf(word);
  const width = length + 2 * PAD;
  const [x, y] = [left + width / 2, 14];
  const text = element('text', { x, y, textLength: length }, xmlText(word));
  return { width, markup: element('rect', { x: left, width, height: HEIGHT, fill: color }) + text };
}

/** A badge as a picture that needs nothing else: no font, no script, no server. */
const badge: Reporter = {
  id: 'badge',
  draw(review) {
    const words = badgeWords(review);
    const label = field('ralph', 0, LABEL_COLOR);
    const message = field(words, label.width, VERDICT_SIGNS[review.verdict].color);
    const size = { width: label.width + message.width, height: HEIGHT };
    const round = element('clipPath', { id: 'round' }, element('rect', { ...size, rx: 3 }));
    const font = { 'font-family': 'Verdana,DejaVu Sans,sans-serif', 'font-size': 11 };
    const fields = element(
      'g',
      { 'clip-path': 'url(#round)', fill: '#fff', 'text-anchor': 'middle', ...font },
      label.markup + message.markup,
    );
    const said = `ralph: ${words}`;
    const picture = { xmlns: 'http://www.w3.org/2000/svg', ...size, role: 'img', 'aria-label': said };
    return `${element('svg', picture, `${element('title', {}, xmlText(said))}${round}${fields}`)}\n`;
  },
};

export default badge;
