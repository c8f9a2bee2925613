import { errorsOf, launch, noBrowser } from '../src/backend/trials/browser.ts';

export { noBrowser };

/** How the page is looked at. */
interface Look {
  /** In pixels. */
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
}

const ADDRESS = 'http://report.test/';

/** Opens a document, served under a Content-Security-Policy or none, in a browser that reaches nothing else. */
export async function openBlank(html: string, policy?: string, look: Look = {}) {
  const browser = await launch();
  const { width = 1280, colorScheme = 'light' } = look;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  /** What it asked for beside itself. */
  const asked: string[] = [];
  const errors = errorsOf(page);
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === ADDRESS) {
      const headers = policy === undefined ? {} : { 'content-security-policy': policy };
      return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8', headers });
    }
    if (!url.endsWith('/favicon.ico')) asked.push(url);
    return route.abort();
  });
  await page.goto(ADDRESS, { waitUntil: 'networkidle' });
  return { page, asked, errors, close: () => browser.close() };
}
