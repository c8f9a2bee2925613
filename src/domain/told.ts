import type { Text } from './text.ts';

/** Evidence keeps what probes say in English; a review in French says it so. `…` stands for what is quoted. */
const FRENCH: readonly (readonly [english: string, french: string])[] = [
  // Why a probe could not ask.
  [
    'the host of which this must be asked took the job before and did not come back',
    'l’hôte à interroger ici avait pris la tâche auparavant et n’est pas revenu',
  ],
  ['no NVIDIA GPU on this machine', 'aucun GPU NVIDIA sur cette machine'],
  ['not judged by its GPU (target.gpu: ignore)', 'non jugé sur son GPU (target.gpu: ignore)'],
  [
    'the stack runs on another machine, as its address tells (target.gpu: required judges the GPU of this one)',
    'la pile tourne sur une autre machine, d’après son adresse (target.gpu: required juge le GPU de celle-ci)',
  ],
  ['the dialect of this target has no socket', 'le dialecte de cette cible n’a pas de socket'],
  ['the dialect of this target has no speech', 'le dialecte de cette cible n’a pas de parole'],
  ['the dialect of this target has no statistics', 'le dialecte de cette cible n’a pas de statistiques'],
  ['nothing here both answers and speaks', 'rien ici ne répond et ne parle à la fois'],
  ['the dialect of this target has no chat', 'le dialecte de cette cible n’a pas de chat'],
  [
    'the dialect of this target has no streamed speech',
    'le dialecte de cette cible n’a pas de parole en flux',
  ],
  ['the dialect of this target has no streamed chat', 'le dialecte de cette cible n’a pas de chat en flux'],
  ['the dialect of this target has no transcription', 'le dialecte de cette cible n’a pas de transcription'],
  ['the dialect of this target has no spoken turns', 'le dialecte de cette cible n’a pas de tours parlés'],
  ['the dialect of this target has no voice socket', 'le dialecte de cette cible n’a pas de socket vocale'],
  [
    'the stack speaks nothing that could be sent back to it',
    'la pile ne prononce rien qu’on puisse lui renvoyer',
  ],
  [
    'the stack does not transcribe (the server lists no speech recognition)',
    'la pile ne transcrit pas (le serveur n’annonce aucune reconnaissance vocale)',
  ],
  [
    'the stack has no streamed speech (the server lists no voice)',
    'la pile n’a pas de parole en flux (le serveur n’annonce aucune voix)',
  ],
  ['the stack does not transcribe (…)', 'la pile ne transcrit pas (…)'],
  ['the stack answers no recordings (…)', 'la pile ne répond pas aux enregistrements (…)'],
  ['the stack has no voice socket (…)', 'la pile n’a pas de socket vocale (…)'],
  ['the stack has no streamed speech (…)', 'la pile n’a pas de parole en flux (…)'],
  ['the stack has no streamed chat (…)', 'la pile n’a pas de chat en flux (…)'],
  ['the stack has no chat (…)', 'la pile n’a pas de chat (…)'],
  ['the stack has no speech (…)', 'la pile n’a pas de parole (…)'],
  [
    'neither a serving process nor a Python interpreter is known (target.python)',
    'ni processus qui sert ni interpréteur Python connus (target.python)',
  ],
  [
    'no Python interpreter is configured (target.python), and none was seen to serve',
    'aucun interpréteur Python configuré (target.python), et aucun vu en train de servir',
  ],
  [
    'no process of this machine is seen to serve the target',
    'aucun processus de cette machine n’est vu en train de servir la cible',
  ],
  [
    'the memory of the serving process cannot be read',
    'la mémoire du processus qui sert ne peut pas être lue',
  ],
  ['nothing loaded the stack', 'rien n’a chargé la pile'],
  ['no build command is configured (target.build)', 'aucune commande de build configurée (target.build)'],
  ['no test command is configured (target.tests)', 'aucune commande de test configurée (target.tests)'],
  [
    'no question after a pause is wanted (samples.idle: 0s)',
    'aucune question après une pause n’est voulue (samples.idle: 0s)',
  ],
  [
    'the stack does not answer its health route, so a pause says nothing',
    'la pile ne répond pas à sa route de santé, une pause ne dirait donc rien',
  ],
  ['no such folder: …', 'dossier introuvable : …'],
  [
    'the server of known delays did not start, so the instrument was not checked',
    'le serveur de délais connus n’a pas démarré, donc l’instrument n’a pas été contrôlé',
  ],
  [
    'the server of known delays did not answer, so the instrument was not checked',
    'le serveur de délais connus n’a pas répondu, donc l’instrument n’a pas été contrôlé',
  ],
  // What the GPU did.
  [
    'no NVIDIA GPU is visible, and target.gpu says required',
    'aucun GPU NVIDIA visible, alors que target.gpu vaut required',
  ],
  ['the GPU vanished during the run', 'le GPU a disparu pendant le passage'],
  ['nvidia-smi gave no answer within … ms', 'nvidia-smi n’a pas répondu en … ms'],
  // What came over HTTP.
  ['no whole answer within … ms, … bytes had come', 'pas de réponse entière en … ms, … octets étaient venus'],
  ['no whole answer within … ms', 'pas de réponse entière en … ms'],
  ['a body in a coding that nobody asked for: …', 'un corps dans un codage que personne n’a demandé : …'],
  ['a body that is not the … it says it is', 'un corps qui n’est pas le … qu’il annonce'],
  ['an empty body', 'un corps vide'],
  ['an HTML page instead of JSON', 'une page HTML au lieu de JSON'],
  ['JSON that breaks off or does not parse', 'du JSON interrompu ou illisible'],
  ['JSON that is no object', 'du JSON qui n’est pas un objet'],
  ['… instead of JSON', '… au lieu de JSON'],
  ['an HTML page instead of server-sent events', 'une page HTML au lieu d’événements SSE'],
  ['… instead of server-sent events', '… au lieu d’événements SSE'],
  ['server-sent events whose data do not parse', 'des événements SSE aux données illisibles'],
  ['JSON without a list of models in it', 'du JSON sans liste de modèles dedans'],
  ['JSON without an answer in it', 'du JSON sans réponse dedans'],
  ['JSON without a transcript in it', 'du JSON sans transcription dedans'],
  ['server-sent events that break off before their end', 'des événements SSE interrompus avant leur fin'],
  // What came over plain TCP.
  [
    'the server closed the connection before its answer was whole',
    'le serveur a fermé la connexion avant que sa réponse soit entière',
  ],
  ['an answer of more than … bytes', 'une réponse de plus de … octets'],
  ['an event that nests too deep', 'un événement trop imbriqué'],
  ['an event of no length', 'un événement sans longueur'],
  ['an event of more than … bytes', 'un événement de plus de … octets'],
  ['a line of more than … bytes', 'une ligne de plus de … octets'],
  ['something that is no JSON', 'quelque chose qui n’est pas du JSON'],
  ['JSON that is no event', 'du JSON qui n’est pas un événement'],
  ['sound of a format that none can have', 'du son dans un format impossible'],
  ['sound that changes from … to …', 'du son qui passe de … à …'],
  ['sound before its audio-start', 'du son avant son audio-start'],
  ['an end of speech without any sound', 'une fin de parole sans aucun son'],
  ['a transcript without a text', 'une transcription sans texte'],
  ['the server lists no voice', 'le serveur n’annonce aucune voix'],
  ['the server lists no speech recognition', 'le serveur n’annonce aucune reconnaissance vocale'],
  // What the socket did.
  ['upgrade rejected with no status', 'upgrade refusé sans statut'],
  ['upgrade rejected with …', 'upgrade refusé avec …'],
  ['timeout: no upgrade within … ms', 'délai dépassé : pas d’upgrade en … ms'],
  ['no pong within … ms', 'pas de pong en … ms'],
  ['closed with … instead of a pong', 'fermé avec … au lieu d’un pong'],
  ['error instead of a pong: …', 'erreur au lieu d’un pong : …'],
  ['no token within … ms', 'aucun token en … ms'],
  ['no end within … ms, after … tokens', 'pas de fin en … ms, après … tokens'],
  ['closed with … after … tokens', 'fermé avec … après … tokens'],
  ['error frame: …', 'trame d’erreur : …'],
  ['the turn ended without a token', 'le tour a fini sans un token'],
  ['an excuse is streamed instead of an answer', 'une excuse est diffusée au lieu d’une réponse'],
  // How a command ended.
  ['no end after … s', 'pas de fin après … s'],
  ['ended by signal …', 'arrêtée par le signal …'],
  ['ended by …', 'arrêtée par …'],
  ['no such program: …', 'programme introuvable : …'],
  ['the program cannot be executed: …', 'le programme n’est pas exécutable : …'],
  ['it cannot run there: …', 'exécution impossible à cet endroit : …'],
  [
    'npx would have to download it, it is not installed here: …',
    'npx devrait le télécharger, il n’est pas installé ici : …',
  ],
  ['exit code … although no test failed: …', 'code de sortie … alors qu’aucun test n’échoue : …'],
  ['exit code … and no summary: …', 'code de sortie … sans résumé : …'],
  ['exit code … and no summary', 'code de sortie … sans résumé'],
  ['exit code …: …', 'code de sortie … : …'],
  ['exit code …', 'code de sortie …'],
  ['… ended without a summary', '… a fini sans résumé'],
  ['all … tests were skipped', 'les … tests ont tous été ignorés'],
  ['no test ran', 'aucun test exécuté'],
  ['the exit code was 0 all the same', 'le code de sortie valait pourtant 0'],
  ['… test file or package could not be loaded', '… fichier ou paquet de test impossible à charger'],
  ['… test file or package could not be loaded: …', '… fichier ou paquet de test impossible à charger : …'],
  ['… test files or packages could not be loaded', '… fichiers ou paquets de test impossibles à charger'],
  [
    '… test files or packages could not be loaded: …',
    '… fichiers ou paquets de test impossibles à charger : …',
  ],
  ['this Python has no pytest', 'ce Python n’a pas pytest'],
  ['pytest did not accept its arguments: …', 'pytest a refusé ses arguments : …'],
  ['interrupted: …', 'interrompu : …'],
  ['internal error of pytest (exit code 3)', 'erreur interne de pytest (code de sortie 3)'],
  ['pytest collected no tests', 'pytest n’a trouvé aucun test'],
  // What an exhibit is called.
  ['health', 'santé'],
  ['health of …, …', 'santé de …, …'],
  ['root', 'racine'],
  ['processes', 'processus'],
  ['whose memory', 'à qui est la mémoire'],
  [
    'samples every … ms, at rest and while each probe loaded the stack',
    'mesures toutes les … ms, au repos et pendant que chaque sonde chargeait la pile',
  ],
  ['… cores; not all of the stack is seen here', '… cœurs ; la pile ne se voit pas entière d’ici'],
  [
    '… cores; the stack is process …, which asks process …',
    '… cœurs ; la pile est le processus …, qui interroge le processus …',
  ],
  ['… cores; the stack is process …', '… cœurs ; la pile est le processus …'],
  ['the busiest of the others', 'les plus occupés des autres'],
  ['resident memory of process …', 'mémoire résidente du processus …'],
  ['…, last lines', '…, dernières lignes'],
  // What an interpreter said.
  ['it did not come back when it was asked before', 'il n’est pas revenu quand on l’a interrogé avant'],
  ['no answer within … s', 'aucune réponse en … s'],
  ['does not answer as a Python does: …', 'ne répond pas comme un Python : …'],
  ['answers nothing', 'ne répond rien'],
  ['no kernel ran', 'aucun noyau exécuté'],
];

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patterns = FRENCH.map(([english, french]) => ({
  whole: new RegExp(`^${english.split('…').map(literal).join('([^]*?)')}$`),
  french: french.split('…'),
}));

function inFrench(english: string): string {
  for (const { whole, french } of patterns) {
    const found = whole.exec(english);
    if (found) return french.map((part, index) => part + (found[index + 1] ?? '')).join('');
  }
  return english;
}

/** A sentence from evidence in both languages: ralph's own are translated, what a stack or a tool said is not. */
export const told = (english: string): Text => ({ en: english, fr: inFrench(english) });
