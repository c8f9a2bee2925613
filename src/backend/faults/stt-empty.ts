import { defineFault } from './fault.ts';

export default defineFault({
  id: 'stt-empty',
  about: 'every recording is understood as nothing, with a clean 200',
  argument: null,
  meddle: () => ({ transcribe: () => async function* () {} }),
});
