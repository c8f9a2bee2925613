import { defineFault, type Sent } from './fault.ts';
import { typeOfSent } from './told-frames.ts';

const fieldsOf = ({ data, isBinary }: Sent): Readonly<Record<string, unknown>> => {
  try {
    return isBinary ? {} : Object(JSON.parse(String(data)));
  } catch {
    return {};
  }
};

export default defineFault({
  id: 'ws-wrong-shape',
  about: 'a WebSocket takes {"text":"…"} for a message, and meets every other message with silence',
  argument: null,
  meddle: () => ({
    take: (honest) => (sent, socket) => {
      const { text } = fieldsOf(sent);
      if (typeof text === 'string')
        honest(
          { data: Buffer.from(JSON.stringify({ type: 'message', content: text })), isBinary: false },
          socket,
        );
      else if (typeOfSent(sent) !== 'message') honest(sent, socket);
    },
  }),
});
