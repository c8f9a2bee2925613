import type { Organ } from './fault-case.ts';

/** What each organ is called, and the trap that its faults set for whoever checks a stack. */
export const ORGANS: Readonly<Record<Organ, { readonly title: string; readonly trap: string }>> = {
  access: {
    title: 'Access',
    trap: 'Keys, rate limits and proxies turn an answer into something else: a refusal is faster than any answer, and one that is passed on as 200 looks like success.',
  },
  health: {
    title: 'Health',
    trap: 'What a stack says of itself only means that an object exists. It errs both ways: it praises what is dead, and calls down what works.',
  },
  chat: {
    title: 'Chat',
    trap: 'A dead language model answers 200 with an apology, an empty or an old answer, sooner than a live one would.',
  },
  speech: {
    title: 'Speech',
    trap: 'A file with a valid header may hold silence, a tone, half a sentence or the same recording for every text.',
  },
  hearing: {
    title: 'Hearing',
    trap: 'A transcript may be empty, of something else, or of nothing that was said; a status of 200 tells none of it.',
  },
  socket: {
    title: 'Sockets',
    trap: 'A socket that opens proves nothing: a message may meet with silence, a stream may come all at once, an interruption may go unheard.',
  },
  process: {
    title: 'Processes',
    trap: 'Another process may hold the port; the one that serves may grow, block, or live only because nobody has restarted it.',
  },
  gpu: {
    title: 'The GPU',
    trap: 'A card at rest looks like a card at work. It may be slowed down, full of what others left, or serve nobody while the processor does the work.',
  },
  python: {
    title: 'Python',
    trap: 'The interpreter of the shell is not that of the stack, and a library that imports may still fail at its first kernel.',
  },
  tests: {
    title: 'Test suites',
    trap: 'A suite can pass without the stack, collect nothing, or hang; its exit code and its summary do not always agree.',
  },
  build: {
    title: 'Builds',
    trap: 'A build prints that it compiled before it fails, and may leave behind what it left last time.',
  },
  machine: {
    title: 'The machine',
    trap: 'Others use the same processor: what is measured then is partly the wait for it.',
  },
};
