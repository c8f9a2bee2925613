import { defineFault } from './fault.ts';

export default defineFault({
  id: 'stt-down',
  about: 'the ear fails on every recording, after health has promised it',
  argument: null,
  meddle: () => ({
    transcribe: () => () => {
      throw new Error('it does not answer');
    },
  }),
});
