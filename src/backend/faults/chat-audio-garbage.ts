import { randomBytes } from 'node:crypto';
import { editing, spokenAnswers } from './edit-answer.ts';
import { defineFault } from './fault.ts';

const bytes = 12_000;

export default defineFault({
  id: 'chat-audio-garbage',
  about: 'the speech of chat is valid base64 of random bytes, though the speech route works',
  argument: null,
  meddle: () => ({
    tell: editing(spokenAnswers, () => ({
      audio_base64: Buffer.from(randomBytes(bytes).map((byte) => byte & 0x7f)).toString('base64'),
    })),
  }),
});
