// A server that speaks 20 tokens a second on every socket, each stamped with the machine's clock as it is written. It
// writes frames itself, because it has one core for as many conversations as `ralph bench` holds on another.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { toMachineMs } from './monotonic.js';

const everyMs = 50;
const tokens = Number(process.argv[2] ?? 100);
const slots = 250;
const slotMs = everyMs / slots;
const goldenRatio = (Math.sqrt(5) - 1) / 2;
const key = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [text, close] = [1, 8];

/** A frame that is not masked, of less than 126 characters. */
const frame = (json) => `\x81${String.fromCharCode(json.length)}${json}`;
const end = frame('{"type":"end"}');
const microseconds = () => Math.round((performance.now() + toMachineMs) * 1000);

/** Conversations by when in each 50 ms their token is due: spread evenly, however many there are. */
const wheel = Array.from({ length: slots }, () => new Set());
let opened = 0;

function speak(talk, slot) {
  if (talk.left-- > 0) {
    talk.socket.write(frame(`{"type":"token","content":"word ","us":${microseconds()}}`), 'latin1');
  } else {
    wheel[slot].delete(talk);
    talk.socket.write(end, 'latin1');
  }
}

let turned = Math.floor(performance.now() / slotMs);
function turn() {
  const now = Math.floor(performance.now() / slotMs);
  for (; turned < now; turned++) {
    const slot = turned % slots;
    for (const talk of wheel[slot]) speak(talk, slot);
  }
  setTimeout(turn, 1);
}
turn();

const server = createServer((_request, response) => response.writeHead(404).end());
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1')
    .update(request.headers['sec-websocket-key'] + key)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
  );
  const slot = Math.floor(((opened++ * goldenRatio) % 1) * slots);
  const talk = { socket, left: 0 };
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('close', () => wheel[slot].delete(talk));
  socket.on('data', ([head]) => {
    if ((head & 15) === close) socket.end();
    if ((head & 15) !== text) return;
    talk.left = tokens;
    wheel[slot].add(talk);
  });
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send?.({ url: `http://127.0.0.1:${server.address().port}` });
});
process.once('disconnect', () => process.exit());
