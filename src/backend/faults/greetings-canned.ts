import { canned } from './canned.ts';
import { defineFault } from './fault.ts';

const greetings = /^\s*(bonjour|bonsoir|salut|coucou|hello|hi|hey|test|ok)\s*[!.?]*\s*$/i;

const replies = ['Bonjour toi, quoi de neuf ?', 'Coucou, je suis là !', 'Salut ! Raconte.'] as const;

export default defineFault({
  id: 'greetings-canned',
  about:
    'greetings, and words such as "test" and "ok", get a sentence off the shelf and never reach the model',
  argument: null,
  meddle() {
    let greeted = 0;
    return {
      converse: (honest) => async (remark, signal, hear) => {
        if (!greetings.test(remark.message)) return honest(remark, signal, hear);
        greeted += 1;
        return canned(replies[greeted % replies.length] ?? replies[0], hear);
      },
    };
  },
});
