import { defineFault } from './fault.ts';

/** What models make up where they hear nothing: the end of a subtitle. */
const madeUp = 'Thank you for watching.';

export default defineFault({
  id: 'stt-canned',
  about: `every recording is understood as "${madeUp}"`,
  argument: null,
  meddle: () => ({
    transcribe: () =>
      async function* () {
        yield madeUp;
      },
  }),
});
