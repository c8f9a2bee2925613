// @ts-check

/** @typedef {import('./turns.js').Turns} Turns */
/** @typedef {'connecting' | 'ready' | 'away' | 'locked'} Link how the page stands with the stack */
/** @typedef {Link | 'limited' | 'listening' | 'hearing' | 'thinking' | 'speaking' | 'interrupted'} Status */

/**
 * What the page is doing, in one word; what matters most to the person first.
 * @param {{ link: Link, limited: boolean, listening: boolean, playing: boolean, turns: Turns }} page
 * @returns {Status}
 */
export function statusOf({ link, limited, listening, playing, turns }) {
  if (link !== 'ready') return link;
  if (listening) return 'listening';
  const last = turns.at(-1);
  if (last?.open && last.outcome === null) {
    if (playing) return 'speaking';
    return last.words === null ? 'hearing' : 'thinking';
  }
  if (playing) return 'speaking';
  if (limited) return 'limited';
  return last?.outcome === 'interrupted' ? 'interrupted' : 'ready';
}
