// How far to trust `ralph bench`: `npm run bench:instrument [name…] [-- --quick] [-- --cli path]`.
import { conversations } from './instrument/conversations.js';
import { knownDelays } from './instrument/known-delays.js';
import { takeFigures } from './take-figures.js';

await takeFigures('instrument', { conversations, 'known-delays': knownDelays });
