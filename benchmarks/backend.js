// The figures of the reference stack: `npm run bench:backend [name…] [-- --quick] [-- --cli path]`.
import { firstAudio } from './backend/first-audio.js';
import { firstToken } from './backend/first-token.js';
import { idleSockets } from './backend/idle-sockets.js';
import { mixedLoad } from './backend/mixed-load.js';
import { throughput } from './backend/throughput.js';
import { takeFigures } from './take-figures.js';

await takeFigures('backend', {
  throughput,
  'first-token': firstToken,
  'first-audio': firstAudio,
  'idle-sockets': idleSockets,
  'mixed-load': mixedLoad,
});
