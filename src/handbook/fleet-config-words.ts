import type { Lang } from '../domain/text.ts';

const EXAMPLE = `\`\`\`yaml
name: production
queue: rediss://ralph@queue.example:6380
queue_password_env: QUEUE_PASSWORD
stacks:
  - { name: eva-01, agent: gpu-01 }
  - { name: eva-eu, labels: { pool: eu }, probes: [llm, tts], samples: 12 }
deadline: 30m
criteria: { llm: { objective: 400 ms } }
fail_on: attention
\`\`\``;

/** The fixed words of the reference of a fleet file. */
export const FLEET_CONFIG_WORDS = {
  en: {
    title: 'The file of a fleet',
    lead: `What \`ralph fleet\` reads: where the queue is, which stacks there are, and by which rules all of them are judged. How each stack is
reached and what may be asked of its host stands in the config of its agent, and nowhere else.

${EXAMPLE}

Every key is checked, with file, line and column. For completion in an editor, the first line names the schema:

\`\`\`yaml
# yaml-language-server: $schema=./node_modules/ralph-moderator/fleet.schema.json
\`\`\``,
    criteria: 'The keys of `criteria` are those of [the config of a stack](config.md#criteria).',
  },
  fr: {
    title: 'Le fichier d’une flotte',
    lead: `Ce que lit \`ralph fleet\` : où est la file, quelles piles il y a, et selon quelles règles toutes sont jugées. Comment joindre chaque
pile et ce qu’on peut demander à son hôte ne se dit que dans la configuration de son agent.

${EXAMPLE}

Chaque clé est vérifiée, avec fichier, ligne et colonne. Pour que l’éditeur complète les clés, la première ligne nomme le
schéma :

\`\`\`yaml
# yaml-language-server: $schema=./node_modules/ralph-moderator/fleet.schema.json
\`\`\``,
    criteria: 'Les clés de `criteria` sont celles de [la configuration d’une pile](config.md#criteria).',
  },
} as const satisfies Record<Lang, unknown>;
