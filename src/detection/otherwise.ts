import type { HttpExchange, TransportFailure } from '../domain/host.ts';
import { oneLine } from '../domain/printable.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { same, type Text } from '../domain/text.ts';
import type { Look, Silence } from './look.ts';

const QUOTED_CHARS = 120;
const TITLE = /<title[^>]*>([^<]{1,200})/i;

type Answered = HttpExchange & { readonly kind: 'answered' };

const quote = (text: string): string => `“${firstChars(oneLine(text), QUOTED_CHARS)}”`;
const guillemets = (text: string): string => `« ${firstChars(oneLine(text), QUOTED_CHARS)} »`;

const SILENCES: Readonly<Record<TransportFailure | 'nonsense', Text>> = {
  refused: { en: 'nothing listens there', fr: 'rien n’écoute là' },
  unresolved: { en: 'no machine has this name', fr: 'aucune machine ne porte ce nom' },
  timeout: {
    en: 'something takes connections and never answers',
    fr: 'quelque chose accepte les connexions et ne répond jamais',
  },
  reset: {
    en: 'something takes connections and breaks them off',
    fr: 'quelque chose accepte les connexions et les coupe',
  },
  tls: { en: 'TLS is spoken there (https)', fr: 'on y parle TLS (https)' },
  oversized: { en: 'an answer that does not end', fr: 'une réponse qui ne finit pas' },
  protocol: { en: 'something that speaks no HTTP', fr: 'quelque chose qui ne parle pas HTTP' },
  nonsense: { en: 'something that speaks no Wyoming', fr: 'quelque chose qui ne parle pas Wyoming' },
};

const ENDLESS = SILENCES.oversized;

function silent({ failure, message, status }: Silence): Text {
  if (status !== undefined) return failure === 'timeout' ? ENDLESS : SILENCES[failure];
  if (failure !== 'tls') return SILENCES[failure];
  const { en, fr } = SILENCES.tls;
  return { en: `${en}: ${quote(message)}`, fr: `${fr} : ${guillemets(message)}` };
}

const textOf = ({ body }: Answered): string => new TextDecoder().decode(body);

function titleOfApi(page: Answered | undefined): string | undefined {
  try {
    const { paths, info } = JSON.parse(page ? textOf(page) : '');
    return typeof paths === 'object' && paths !== null ? String(info?.title ?? '') : undefined;
  } catch {
    return undefined;
  }
}

function pageAt(pages: Look['sightings']['pages'], path: string): Answered | undefined {
  const page = pages[path];
  return page?.kind === 'answered' ? page : undefined;
}

function answering({ pages }: Look['sightings']): Text {
  const answered = Object.values(pages).filter((page): page is Answered => page.kind === 'answered');
  const root = pageAt(pages, '/') ?? answered[0];
  const title = titleOfApi(pageAt(pages, '/openapi.json'));
  if (title !== undefined) {
    return {
      en: `an API, ${quote(title)}, without the routes of a voice stack`,
      fr: `une API, ${guillemets(title)}, sans les routes d’une pile vocale`,
    };
  }
  if (root === undefined) return ENDLESS;
  const target = root.status >= 300 && root.status < 400 ? root.headers.location : undefined;
  if (target !== undefined) {
    return {
      en: `HTTP ${root.status}, sends on to ${quote(target)}, which was not followed`,
      fr: `HTTP ${root.status}, renvoie à ${guillemets(target)}, qui n’a pas été suivi`,
    };
  }
  if (answered.every(({ status }) => status === 401 || status === 403)) {
    return {
      en: `HTTP ${root.status} to everything: it wants a key, and does not say what it is`,
      fr: `HTTP ${root.status} à tout : il veut une clé, et ne dit pas ce qu’il est`,
    };
  }
  const page = TITLE.exec(textOf(root).slice(0, 20_000))?.[1];
  if (page !== undefined || /html/.test(root.headers['content-type'] ?? '')) {
    return {
      en: `a web server${page === undefined ? '' : `, its page is called ${quote(page)}`}`,
      fr: `un serveur web${page === undefined ? '' : `, sa page s’appelle ${guillemets(page)}`}`,
    };
  }
  const { en, fr } = same(`HTTP ${root.status}`);
  return {
    en: `a server (${en}) that shows nothing of a voice stack`,
    fr: `un serveur (${fr}) qui ne montre rien d’une pile vocale`,
  };
}

/** What is at an address where no dialect knows anything for its own. */
export const otherwise = ({ sightings, silence }: Look): Text =>
  silence === null ? answering(sightings) : silent(silence);
