import type { Reporter } from '../domain/reporter.ts';
import type { Review, Verdict } from '../domain/review.ts';
import { seen } from '../domain/unseen.ts';
import { badgeWords } from './badge-words.ts';

const COLORS: Readonly<Record<Verdict, string>> = {
  ok: 'brightgreen',
  attention: 'orange',
  blocked: 'red',
  inconclusive: 'lightgrey',
};

/** What shields.io reads from an endpoint to draw its own badge. */
const shields: Reporter = {
  id: 'shields',
  draw(review: Review) {
    const message = badgeWords(review);
    const badge = { schemaVersion: 1, label: 'ralph', message, color: COLORS[review.verdict] };
    return `${seen(JSON.stringify(badge))}\n`;
  },
};

export default shields;
