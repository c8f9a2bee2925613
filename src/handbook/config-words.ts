import type { Lang } from '../domain/text.ts';

const EXAMPLE = `\`\`\`yaml
target:
  name: eva
  url: http://localhost:8000
  api_key_env: EVA_API_KEY
  folder: ../her
  tests: { command: [python3, -m, pytest, backend/tests], timeout: 5m }
  build: { command: [npx, --no-install, next, build], folder: frontend }
  python: ./venv/bin/python
  requirements: backend/requirements.txt
samples: { warm: 10, timeout: 20s }
criteria:
  llm: { objective: 400 ms }
  stats: { scored: false }
tolerance: 15 %
fail_on: attention
\`\`\``;

/** The fixed words of the config reference. */
export const CONFIG_WORDS = {
  en: {
    title: 'Configuration',
    lead: `\`ralph.config.yaml\`, or \`ralph.config.yml\`, in the folder where ralph is called; \`--config FILE\` names another. A URL is all it
must hold; \`ralph review --target URL\` needs no file at all. What stands on the command line wins.

${EXAMPLE}

Every key is checked: an unknown one, or a value that does not fit, is answered with file, line and column, what was
found and what was expected. Durations have a unit (\`500 ms\`, \`1.5 s\`, \`5m\`, \`2 h\`) and last a day at most. Secrets do not belong
here: the file names the variable that holds one. Paths are relative to the file, those of the project to
\`target.folder\`. For completion in an editor, the first line names the schema:

\`\`\`yaml
# yaml-language-server: $schema=./node_modules/ralph-moderator/ralph.schema.json
\`\`\``,
    outermost: 'The file',
    also: 'The same keys in',
    head: ['key', 'takes', 'default', 'what it is'],
    block: 'a block',
    blocks: 'a list of blocks',
    named: 'a block for each name',
    described: 'a block, see [any stack, described](custom.md)',
    such: 'such as',
    list: 'a list of',
    whole: 'a whole number,',
    number: 'a number of at least 0',
    text: 'a text',
    required: '**required**',
    criteriaLead:
      'How single criteria count, where that differs from their defaults: a block per criterion. Of each:',
    criteriaHead: ['key', 'takes', 'what it is'],
    objective: 'a figure in the unit of its default',
    criteriaDefaults: 'What holds where the file is silent:',
  },
  fr: {
    title: 'Configuration',
    lead: `\`ralph.config.yaml\`, ou \`ralph.config.yml\`, dans le dossier où ralph est appelé ; \`--config FICHIER\` en désigne un autre. Une
adresse suffit ; \`ralph review --target URL\` se passe même de fichier. Ce qui est dit en ligne de commande l’emporte.

${EXAMPLE}

Chaque clé est vérifiée : une clé inconnue, ou une valeur qui ne convient pas, est signalée avec fichier, ligne et colonne,
ce qui a été trouvé et ce qui était attendu. Les durées portent leur unité (\`500 ms\`, \`1.5 s\`, \`5m\`, \`2 h\`) et ne dépassent pas
un jour ; les nombres y prennent un point, comme partout en YAML. Aucun secret n’a sa place ici : le fichier nomme la
variable qui le contient. Les chemins partent du fichier, ceux du projet de \`target.folder\`. Pour que l’éditeur complète
les clés, la première ligne nomme le schéma :

\`\`\`yaml
# yaml-language-server: $schema=./node_modules/ralph-moderator/ralph.schema.json
\`\`\``,
    outermost: 'Le fichier',
    also: 'Les mêmes clés dans',
    head: ['clé', 'valeur', 'par défaut', 'ce que c’est'],
    block: 'un bloc',
    blocks: 'une liste de blocs',
    named: 'un bloc par nom',
    described: 'un bloc, voir [toute autre pile, décrite](../custom.md) (en anglais)',
    such: 'par exemple',
    list: 'une liste de',
    whole: 'un entier,',
    number: 'un nombre positif ou nul',
    text: 'un texte',
    required: '**obligatoire**',
    criteriaLead:
      'Comment compte chaque critère, là où cela diffère de ce qu’il prévoit : un bloc par critère. Pour chacun :',
    criteriaHead: ['clé', 'valeur', 'ce que c’est'],
    objective: 'une valeur dans l’unité de celle par défaut',
    criteriaDefaults: 'Ce qui vaut quand le fichier ne dit rien :',
  },
} as const satisfies Record<Lang, unknown>;
