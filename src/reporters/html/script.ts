import { verbatim } from './markup.ts';

/** The switch of the colours, and buttons that copy what `data-copies` names by id. Everything else works without it. */
export const PAGE_SCRIPT = verbatim`
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  const kept = (value) => {
    try {
      if (value) localStorage.setItem('ralph-theme', value);
      return localStorage.getItem('ralph-theme');
    } catch {
      return null;
    }
  };
  const before = kept();
  if (before === 'light' || before === 'dark') root.dataset.theme = before;
  document.getElementById('theme').addEventListener('click', () => {
    const now = root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    root.dataset.theme = now === 'dark' ? 'light' : 'dark';
    kept(root.dataset.theme);
  });
  const copied = async (text, source) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(source);
      document.execCommand('copy');
    }
  };
  document.addEventListener('click', async ({ target }) => {
    const button = target.closest('[data-copies]');
    if (!button) return;
    const source = document.getElementById(button.dataset.copies);
    await copied(source.textContent, source);
    const said = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = said; }, 1500);
  });
})();
`;
