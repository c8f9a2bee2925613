import { seeded } from './seeded.js';

const subjects = [
  'the old harbour',
  'my younger brother',
  'this small garden',
  'the night train',
  'our first winter',
];
const verbs = ['makes me think of', 'has nothing to do with', 'reminds everyone of', 'will never replace'];
const objects = ['the island we left', 'a very quiet morning', 'some better idea', 'the smell of rain'];
const ends = [', and what about you?', ', as far as I know.', '.', '.'];

/** Different sentences of 40 to 100 characters, `count` of them, the same in every run. */
export function remarks(count, seed = 1) {
  const random = seeded(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const numbered = (index) =>
    `${pick(subjects)} number ${index + 1} ${pick(verbs)} ${pick(objects)}${pick(ends)}`;
  return Array.from({ length: count }, (_, index) => numbered(index));
}
