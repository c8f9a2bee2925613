import { verbatim } from '../html/markup.ts';

/**
 * Keeps a page current: when reviews land, its content is fetched anew and put in place of the old, unless somebody fills in
 * a form on it. Bars lead to their cycle, and the token that came behind the # of the address is kept for this tab alone.
 */
export const LIVE_SCRIPT = verbatim`
(() => {
  const live = document.getElementById('live');
  const fillIn = () => {
    try {
      const [, given] = /^#open-([\\w-]+)$/.exec(location.hash) ?? [];
      if (given) {
        sessionStorage.setItem('ralph-opens', given);
        history.replaceState(null, '', location.pathname + location.search);
      }
      const kept = sessionStorage.getItem('ralph-opens');
      if (kept) for (const field of document.querySelectorAll('input[name=token]')) field.value = kept;
    } catch {}
  };
  const isBusy = () => document.activeElement?.closest('main form') || document.querySelector('main form[data-held]');
  const renew = async (seen) => {
    const answer = await fetch(location.href, { cache: 'no-store' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = fresh.querySelector('main');
    // What was deleted or cannot be read any more says so; a server that broke is asked again.
    if (answer.status >= 500 || !main) throw new Error('not drawn');
    const open = [...document.querySelectorAll('main details')].map((each) => each.open);
    document.title = fresh.title;
    document.querySelector('main').replaceChildren(...main.childNodes);
    document.querySelectorAll('main details').forEach((each, index) => { each.open = open[index] ?? each.open; });
    live.dataset.seen = seen;
    fillIn();
  };
  fillIn();
  document.addEventListener('change', ({ target }) => {
    const form = target.closest('main form');
    if (form) form.dataset.held = '';
  });
  document.addEventListener('click', ({ target }) => {
    const { href } = target.dataset ?? {};
    if (href?.startsWith('/cycles/')) location.assign(href);
  });
  const source = new EventSource('/events');
  const say = (words, state) => {
    live.textContent = words;
    live.dataset.state = state;
  };
  source.addEventListener('open', () => say(live.dataset.live, 'live'));
  source.addEventListener('error', () => say(live.dataset.lost, 'lost'));
  source.addEventListener('seen', async ({ data }) => {
    if (data === live.dataset.seen) return;
    if (isBusy()) say(live.dataset.newer, 'newer');
    else await renew(data).catch(() => say(live.dataset.lost, 'lost'));
  });
  source.addEventListener('lines', ({ data }) => {
    const log = document.getElementById('said');
    if (log) log.textContent = JSON.parse(data).join('\\n');
  });
})();
`;
