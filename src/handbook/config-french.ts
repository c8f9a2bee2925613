/** The French of what the config's schema says of its keys; values such as `10 %` are written alike and stand in none. */
export const FRENCH: Readonly<Record<string, string>> = {
  'The stack under review.': 'La pile à examiner.',
  'What reviews call the stack.': 'Le nom de la pile dans les revues.',
  'host and port of the URL': 'hôte et port de l’adresse',
  'Base URL of the running stack, where it is one server. Credentials do not belong in it.':
    'Adresse de la pile en marche, si c’est un seul serveur. Aucun identifiant n’y a sa place.',
  'The servers of a stack that has several, by what each does. Stands in place of url.':
    'Les serveurs d’une pile qui en a plusieurs, selon ce que fait chacun. Remplace url.',
  'The server of the language model.': 'Le serveur du modèle de langage.',
  'The server that speaks.': 'Le serveur qui parle.',
  'The server that transcribes.': 'Le serveur qui transcrit.',
  'The server that takes streamed turns over a WebSocket.':
    'Le serveur qui mène les tours en flux par WebSocket.',
  'Base URL of this server. Credentials do not belong in it.':
    'Adresse de ce serveur. Aucun identifiant n’y a sa place.',
  'How this server is spoken to.': 'Comment on parle à ce serveur.',
  'Name of the environment variable that holds the API key of this server.':
    'Nom de la variable d’environnement qui contient la clé d’API de ce serveur.',
  'Model that is asked for.': 'Modèle demandé.',
  'the first that the server lists': 'le premier que le serveur annonce',
  'Voice that is asked for.': 'Voix demandée.',
  'the one of the dialect': 'celle du dialecte',
  'Container in which speech is asked for.': 'Conteneur demandé pour la parole.',
  'How streamed speech is asked for: as bytes, or as server-sent events.':
    'Forme demandée pour la parole en flux : des octets, ou des server-sent events.',
  'Most tokens of an answer.': 'Nombre maximal de jetons d’une réponse.',
  'Of dialect custom: the requests and answers of the server, described.':
    'Pour le dialecte custom : les requêtes et les réponses du serveur, décrites.',
  'Routes whose path differs from the one of the dialect.':
    'Routes dont le chemin diffère de celui du dialecte.',
  'Health check. In dialect openai: instead of the list of models.':
    'Contrôle de santé. Dans le dialecte openai : à la place de la liste des modèles.',
  'The models a server lists. Dialect openai asks it for its health as well.':
    'Les modèles qu’annonce un serveur. Le dialecte openai y lit aussi sa santé.',
  'One chat turn over HTTP.': 'Un tour de conversation par HTTP.',
  'Text to speech.': 'Synthèse de la parole.',
  'One chat turn as server-sent events. Dialect openai: default is the one of chat.':
    'Un tour de conversation en server-sent events. Dialecte openai : à défaut, la route de chat.',
  'Text to speech, sentence by sentence. Dialect openai: default is the one of tts.':
    'Synthèse de la parole, phrase par phrase. Dialecte openai : à défaut, la route de tts.',
  'A recording to text.': 'Un enregistrement vers du texte.',
  'A recording to a spoken answer.': 'Un enregistrement vers une réponse parlée.',
  'The figures the stack keeps of itself.': 'Les chiffres que la pile tient d’elle-même.',
  'What the stack says it is.': 'Ce que la pile dit être.',
  'Chat over a WebSocket.': 'Conversation par WebSocket.',
  'Spoken turns over a WebSocket.': 'Tours parlés par WebSocket.',
  'How the stack is spoken to.': 'Comment on parle à la pile.',
  'Name of the environment variable that holds the API key. The key itself never stands here.':
    'Nom de la variable d’environnement qui contient la clé d’API. La clé elle-même ne figure jamais ici.',
  'Root of the project, relative to this file. Without it the target is only a URL, and nothing is read of its project.':
    'Racine du projet, relative à ce fichier. Sans elle, la cible n’est qu’une adresse, et rien n’est lu de son projet.',
  'How the project runs its test suite.': 'Comment le projet lance sa suite de tests.',
  'The words of the command, or one line that is split at blanks. It runs without a shell.':
    'Les mots de la commande, ou une ligne coupée aux espaces. Elle s’exécute sans shell.',
  'Where it runs, relative to target.folder.': 'Où elle s’exécute, relatif à target.folder.',
  there: 'là',
  'After this it is ended and counts as failed.':
    'Passé ce délai, elle est arrêtée et compte comme un échec.',
  'How the project is built.': 'Comment le projet se construit.',
  'Interpreter the stack runs on: a path relative to target.folder, or a bare name on PATH.':
    'Interpréteur sur lequel tourne la pile : un chemin relatif à target.folder, ou un nom seul, cherché dans PATH.',
  'read off the running process': 'lu sur le processus en marche',
  'Requirements file of the backend, relative to target.folder.':
    'Fichier des dépendances du backend, relatif à target.folder.',
  'auto: judged where there is an NVIDIA GPU and the stack runs on this machine; required: its absence fails; ignore: never judged.':
    'auto : jugé s’il y a un GPU NVIDIA et si la pile tourne sur cette machine ; required : son absence est un échec ; ignore : jamais jugé.',
  'How a chat turn delivers speech by design: in the answer, or from a route of its own.':
    'Comment un tour de conversation livre la parole, par conception : dans la réponse, ou par une route à part.',
  'Services without which the stack is not ready.': 'Services sans lesquels la pile n’est pas prête.',
  'llm, tts; of several servers, what they are': 'llm, tts ; de plusieurs serveurs, ce qu’ils sont',
  'What a run puts to the stack.': 'Ce qu’un passage demande à la pile.',
  'Fewest warm samples of each latency series; it goes on until its median is known within 5 % or 5 ms.':
    'Nombre minimal de mesures à chaud de chaque série de latences ; elle continue jusqu’à ce que sa médiane soit connue à 5 % ou 5 ms près.',
  'Most warm samples of each latency series.':
    'Nombre maximal de mesures à chaud de chaque série de latences.',
  'After this a series that has its fewest samples ends.':
    'Passé ce délai, une série qui a son minimum de mesures se termine.',
  'Requests sent and thrown away before the warm ones.':
    'Requêtes envoyées et écartées avant les mesures à chaud.',
  'How long the stack is left alone before the questions after a pause; 0s leaves them out.':
    'Durée pendant laquelle la pile est laissée en paix avant les questions d’après pause ; 0s les supprime.',
  'Deadline of one request.': 'Délai d’une requête.',
  'The longest that all waiting for rate limits together may take.':
    'Durée maximale de toutes les attentes dues aux limites de débit.',
  'Language of the prompts and of the texts to speak.': 'Langue des questions et des textes à dire.',
  'How single criteria count, where that differs from their defaults.':
    'Comment compte chaque critère, là où cela diffère de ce qu’il prévoit.',
  'What is asked of the stack.': 'Ce qui est demandé à la pile.',
  'How much it counts in the score.': 'Combien il compte dans le score.',
  'Whether no points at all block the review.': 'Si zéro point bloque la revue.',
  'false: shown with its points, and counted with weight 0.':
    'false : montré avec ses points, et compté avec un poids de 0.',
  'false: left out of the review altogether.': 'false : absent de la revue.',
  'A relative change below this is noise.': 'Un changement relatif plus petit est du bruit.',
  'Language of the review.': 'Langue de la revue.',
  'that of the environment': 'celle de l’environnement',
  'Words in the title of the review, after the cycle.': 'Mots dans le titre de la revue, après le cycle.',
  'Folder of the reviews, relative to this file.': 'Dossier des revues, relatif à ce fichier.',
  'Database in which reviews are kept in place of that folder; what a run keeps on the way stays in the folder.':
    'Base de données où les revues sont gardées à la place de ce dossier ; ce qu’un passage garde en chemin reste dans le dossier.',
  none: 'aucune',
  'Environment variable with the password of the database.':
    'Variable d’environnement contenant le mot de passe de la base de données.',
  'that of the address, else PGPASSWORD, else ~/.pgpass':
    'celui de l’adresse, sinon PGPASSWORD, sinon ~/.pgpass',
  'Traces of what a run asks, for OpenTelemetry.': 'Traces de ce qu’un passage demande, pour OpenTelemetry.',
  'Base URL of a collector that takes OTLP over HTTP, such as http://localhost:4318; spans go to /v1/traces below it. The variables of OpenTelemetry (OTEL_EXPORTER_OTLP_ENDPOINT and its like) stand before it.':
    'URL de base d’un collecteur qui prend OTLP sur HTTP, comme http://localhost:4318 ; les spans vont à /v1/traces au-dessous. Les variables d’OpenTelemetry (OTEL_EXPORTER_OTLP_ENDPOINT et les autres) passent avant.',
  'no traces': 'aucune trace',
  'Whether prompts and answers go with the spans.': 'Si questions et réponses accompagnent les spans.',
  'what OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT says, else false':
    'ce que dit OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, sinon false',
  'Whether a review keeps how one answer of each kind sounded, to be listened to in its HTML report: up to 96 KiB each.':
    'Si une revue conserve le son d’une réponse de chaque sorte, à écouter dans son rapport HTML : 96 Kio au plus chacun.',
  'From which verdict on the gate is closed, so that the exit code is 1.':
    'À partir de quel verdict la porte est fermée, donc le code de sortie 1.',
  'What this host does for fleets: which jobs it takes, and what it allows.':
    'Ce que cet hôte fait pour les flottes : quelles tâches il prend, et ce qu’il autorise.',
  'The Redis or Valkey in which jobs for this host lie; rediss is TLS.':
    'Le Redis ou Valkey où se trouvent les tâches de cet hôte ; rediss signifie TLS.',
  'Name of the environment variable that holds the password of the queue.':
    'Nom de la variable d’environnement qui contient le mot de passe de la file.',
  'Certificate of the authority that signed that of the queue, relative to this file.':
    'Certificat de l’autorité qui a signé celui de la file, relatif à ce fichier.',
  'Certificate that is shown to the queue, where it asks for one, relative to this file.':
    'Certificat présenté à la file, si elle en demande un, relatif à ce fichier.',
  'Private key of that certificate, relative to this file.':
    'Clé privée de ce certificat, relative à ce fichier.',
  'What fleets call this host.': 'Le nom que les flottes donnent à cet hôte.',
  'its host name': 'son nom d’hôte',
  'What else jobs may ask for: any one agent that carries these.':
    'Ce que les tâches peuvent demander d’autre : un agent quelconque qui porte ces étiquettes.',
  'File of the key that signs what this host answers; made where there is none.':
    'Fichier de la clé qui signe les réponses de cet hôte ; créé s’il n’existe pas.',
  'one in ~/.local/state/ralph': 'un fichier dans ~/.local/state/ralph',
  'The probes that a job may ask for.': 'Les sondes qu’une tâche peut demander.',
  all: 'toutes',
  'Most warm samples of a series that a job may ask for.':
    'Nombre maximal d’échantillons à chaud par série qu’une tâche peut demander.',
  'Most users that a load test may have this host make.':
    'Nombre maximal d’utilisateurs qu’un test de charge peut faire jouer à cet hôte.',
  'none, and no load test': 'aucun, et pas de test de charge',
  'What reviews call the fleet.': 'Le nom de la flotte dans les revues.',
  'the name of the file, without .yaml': 'le nom du fichier, sans .yaml',
  'The Redis or Valkey that the agents listen to; rediss is TLS.':
    'Le Redis ou Valkey qu’écoutent les agents ; rediss, c’est avec TLS.',
  'The stacks of the fleet.': 'Les piles de la flotte.',
  'What reviews call the stack; no two are alike.':
    'Le nom de la pile dans les revues ; il n’y en a pas deux pareils.',
  'Who observes it: the agent of this name, and no other.':
    'Qui l’observe : l’agent de ce nom, et nul autre.',
  'Who observes it: any one agent that carries all of these.':
    'Qui l’observe : n’importe quel agent qui les porte toutes.',
  'Only these probes.': 'Ces sondes seulement.',
  'all that the host allows': 'toutes celles que permet l’hôte',
  'So many warm samples of each latency series.': 'Tant d’échantillons à chaud par série de latence.',
  'as the config of the host says': 'selon la configuration de l’hôte',
  'The keys of agents. One that is not listed is remembered when it answers first, and refused when its key changes; with trust: listed, it is refused.':
    'Les clés des agents. Celle d’un agent absent d’ici est retenue à sa première réponse, et l’agent refusé si elle change ; avec trust: listed, il est refusé.',
  'Whether an agent that is not listed is believed when it answers first, or never.':
    'Si un agent absent de cette liste est cru à sa première réponse, ou jamais.',
  first: 'first',
  'Its public key.': 'Sa clé publique.',
  'After this a stack that has not answered is a failed one.':
    'Passé ce délai, une pile sans réponse est une pile en échec.',
  'How often a stack is asked before it is a failed one.':
    'Combien de fois une pile est demandée avant d’être en échec.',
  'Where the keys of agents that are not listed are remembered, relative to this file.':
    'Où sont retenues les clés des agents absents d’ici, relatif à ce fichier.',
  'the name of this file, with .agents before .yaml': 'le nom de ce fichier, avec .agents avant .yaml',
  'Database in which reviews are kept in place of that folder.':
    'Base de données où les revues sont rangées à la place de ce dossier.',
};
