import * as z from 'zod';
import { baseUrl } from './base-url.ts';
import { commandLine } from './command-line.ts';
import { defaults } from './defaults.ts';
import { choice, dialectName, line, path, section, unwrap, written } from './fields.ts';
import { duration } from './quantity.ts';
import { customFits } from './schema-custom.ts';
import { pathsSchema } from './schema-paths.ts';
import { serviceFields } from './schema-service.ts';
import { oneOrSeveral, servicesSchema } from './schema-services.ts';
import { type Environment, variableSetIn } from './variable.ts';

const inMinutes = (ms: number): string => `${ms / 60_000} m`;

const command = z
  .union([z.tuple([z.string().min(1)], z.string()), z.string()], { error: commandLine.expected })
  .meta({ examples: [['python3', '-m', 'pytest'], 'npx --no-install next build'] })
  .transform((given, context) =>
    unwrap(typeof given === 'string' ? commandLine.read(given) : { value: given }, context),
  );

const task = (timeoutMs: number) =>
  section({
    command: command.describe(
      'The words of the command, or one line that is split at blanks. It runs without a shell.',
    ),
    folder: path().optional().describe('Where it runs, relative to target.folder. Default: there.'),
    timeout: written(duration(['5m', '1.5 s']))
      .optional()
      .describe(`After this it is ended and counts as failed. Default: ${inMinutes(timeoutMs)}.`),
  });

/** The block `target`. */
export const targetSchema = (env: Environment) =>
  section({
    name: line().optional().describe('What reviews call the stack. Default: host and port of the URL.'),
    url: written(baseUrl)
      .optional()
      .describe('Base URL of the running stack, where it is one server. Credentials do not belong in it.'),
    services: servicesSchema(env)
      .optional()
      .describe('The servers of a stack that has several, by what each does. Stands in place of url.'),
    dialect: dialectName()
      .optional()
      .describe(`How the stack is spoken to. Default: ${defaults.target.dialect}.`),
    api_key_env: written(variableSetIn(env))
      .optional()
      .describe('Name of the environment variable that holds the API key. The key itself never stands here.'),
    ...serviceFields(),
    paths: pathsSchema.optional().describe('Routes whose path differs from the one of the dialect.'),
    folder: path()
      .optional()
      .describe(
        'Root of the project, relative to this file. Without it the target is only a URL, and nothing is read of its project.',
      ),
    tests: task(defaults.testsTimeoutMs).optional().describe('How the project runs its test suite.'),
    build: task(defaults.buildTimeoutMs).optional().describe('How the project is built.'),
    python: path()
      .optional()
      .describe(
        'Interpreter the stack runs on: a path relative to target.folder, or a bare name on PATH. Default: read off the running process.',
      ),
    requirements: path().optional().describe('Requirements file of the backend, relative to target.folder.'),
    gpu: choice(['auto', 'required', 'ignore'])
      .optional()
      .describe(
        `auto: judged where there is an NVIDIA GPU and the stack runs on this machine; required: its absence fails; ignore: never judged. Default: ${defaults.target.gpu}.`,
      ),
    audio: choice(['inline', 'separate'])
      .optional()
      .describe(
        `How a chat turn delivers speech by design: in the answer, or from a route of its own. Default: ${defaults.target.audio}.`,
      ),
    requires: z
      .array(choice(['llm', 'tts', 'stt', 'database']), { error: 'a list such as [llm, tts]' })
      .optional()
      .describe(
        `Services without which the stack is not ready. Default: ${defaults.target.requires.join(', ')}; of several servers, what they are.`,
      ),
  })
    .check(customFits, ...oneOrSeveral)
    .meta({ anyOf: [{ required: ['url'] }, { required: ['services'] }] });
