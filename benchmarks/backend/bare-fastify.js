// The least that `/chat` could cost: the same framework, schemas and compilers, with a fixed answer behind them.
import Fastify from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';

const [schemas, answer] = process.argv.slice(2);
const { chatRequest, chatResponse } = await import(schemas);
const body = chatResponse.parse(JSON.parse(answer));

const app = Fastify();
app.setValidatorCompiler(validatorCompiler);
app.setSerializerCompiler(() => JSON.stringify);
app.post('/chat', { schema: { body: chatRequest, response: { 200: chatResponse } } }, async () => body);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.once('SIGTERM', () => app.close().then(() => process.disconnect()));
process.send({ url });
