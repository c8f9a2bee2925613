import { isTelling } from './names.ts';
import { begun, type Shape, START } from './shape.ts';

const ALNUM = '[A-Za-z0-9]';
const TOKEN = '[\\w-]';

const DRAWN = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0';

/** Keys that begin as their provider has them begin. */
const providers = (
  [
    ['openai', 'sk-', TOKEN, 16, 'sk', '-proj-', 'sk-learn-compatible-estimators'],
    ['anthropic', 'sk-ant-', TOKEN, 8, 'sk', '-ant-api03-', 'sk-ants-and-other-words'],
    ['groq', 'gsk_', ALNUM, 16, 'gs', 'k_', 'gsk_model_name'],
    ['hugging-face', 'hf_', ALNUM, 16, 'h', 'f_', 'hf_hub_download'],
    ['github', 'gh[oprsu]_', ALNUM, 16, 'gh', 'p_', 'ghp_pages'],
    ['github-fine-grained', 'github_pat_', '\\w', 16, 'github', '_pat_', 'github_pattern_matching_rules'],
    [
      'gitlab',
      'gl(?:pat|dt|rt|ptt|ft|oas|soat|agent|cbt)-',
      TOKEN,
      16,
      'gl',
      'pat-',
      'glpattern-of-a-wall-paper',
    ],
    ['slack', 'xox[abeoprs]-', TOKEN, 10, 'xo', 'xb-', 'xoxo-with-love-from-us'],
    ['slack-app', 'xapp-', TOKEN, 10, 'xa', 'pp-', 'xapp-of-the-year-award'],
    [
      'aws',
      '(?:AKIA|ASIA|ABIA|ACCA)(?=[A-Z0-9]{16}(?!\\w))',
      '[A-Z0-9]',
      16,
      'AK',
      'IA',
      'ASIANGAMESVICTORY',
    ],
    ['google', 'AIza', TOKEN, 30, 'AI', 'za', 'AIzawa'],
    ['google-oauth', '(?:ya29\\.|GOCSPX-)', TOKEN, 16, 'ya', '29.', 'ya29.short'],
    ['npm', 'npm_', ALNUM, 30, 'np', 'm_', 'npm_config_registry'],
    ['pypi', 'pypi-', TOKEN, 24, 'py', 'pi-', 'pypi-publish-action-of-the-project'],
    ['replicate', 'r8_', ALNUM, 24, 'r', '8_', 'r8_unorm'],
    ['stripe', '[prs]k_(?:live|test)_', ALNUM, 10, 'sk', '_live_', 'pk_test_suites'],
    ['webhook-signing', 'whsec_', '[\\w+/=-]', 16, 'wh', 'sec_', 'whsec_documentation'],
    ['elevenlabs', 'sk_', '[a-f0-9]', 32, 's', 'k_', 'sk_decade'],
    ['nvidia', 'nvapi-', TOKEN, 16, 'nv', 'api-', 'nvapi-documentation-page'],
    ['xai', 'xai-', TOKEN, 20, 'x', 'ai-', 'xai-for-everyone-explained'],
    ['perplexity', 'pplx-', ALNUM, 16, 'pp', 'lx-', 'pplx-sonar-medium'],
    ['fireworks', 'fw_', ALNUM, 16, 'f', 'w_', 'fw_update_check'],
    ['together', 'tgp_v1_', TOKEN, 16, 'tg', 'p_v1_', 'tgp_v1_model'],
    ['databricks', 'dapi(?=[a-f0-9]{32}(?!\\w))', '[a-f0-9]', 32, 'da', 'pi', 'dapi'],
    ['digitalocean', 'do[op]_v1_', '[a-f0-9]', 32, 'do', 'p_v1_', 'dop_v1_face'],
    ['docker', 'dckr_pat_', TOKEN, 16, 'dckr', '_pat_', 'dckr_path_to_the_image'],
    ['vault', 'hv[sbr]\\.', TOKEN, 20, 'hv', 's.', 'hvs.of-a-vault'],
    ['langsmith', 'lsv2_(?:pt|sk)_', '\\w', 16, 'ls', 'v2_pt_', 'lsv2_point'],
    ['pinecone', 'pcsk_', '\\w', 16, 'pc', 'sk_', 'pcsk_documentation_page'],
    ['shopify', 'shp(?:at|ca|pa|ss)_', ALNUM, 16, 'shp', 'at_', 'shpat_word'],
    ['age', 'AGE-SECRET-KEY-1', '[A-Z0-9]', 40, 'AGE-SECRET', '-KEY-1', 'AGE-SECRET-KEY-1'],
    ['telegram', '\\d{8,10}:AA', TOKEN, 30, '123456789', ':AA', '12345678:AAAA'],
  ] as const
).map(([id, prefix, tail, least, left, right, lookAlike]): Shape => {
  const hex = tail === '[a-f0-9]';
  const capitals = tail === '[A-Z0-9]';
  const drawn = hex ? DRAWN.replace(/[^a-f0-9]/g, '7') : capitals ? DRAWN.toUpperCase() : DRAWN;
  const exact = /\{(\d+)\}\(\?!/.exec(prefix)?.[1];
  return {
    id,
    pattern: begun(prefix, tail, least),
    isSecret: isTelling,
    learned: true,
    example: ['', left + right + drawn.slice(0, exact === undefined ? 40 : Number(exact))],
    lookAlike,
  };
});

/** Keys whose parts are joined by dots or slashes. */
const parted: readonly Shape[] = [
  {
    id: 'jwt',
    pattern: new RegExp(
      `eyJ(?<=${START}(?<!-)eyJ)[\\w-]{8,4000}\\.[\\w-]{8,4000}(?:\\.[\\w-]{0,4000})?`,
      'g',
    ),
    learned: true,
    example: ['', 'ey' + 'JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.a1B2c3D4e5F6'],
    lookAlike: 'eyJust.a-word.here',
  },
  {
    id: 'sendgrid',
    pattern: new RegExp(`SG\\.(?<=${START}SG\\.)[\\w-]{16,64}\\.[\\w-]{16,64}`, 'g'),
    learned: true,
    example: ['', 'S' + 'G.a1B2c3D4e5F6g7H8i9J0k1.a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'],
    lookAlike: 'SG.1234.5678',
  },
  {
    id: 'slack-webhook',
    pattern: /(?<kept>hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]{8,4000}/g,
    learned: true,
    example: ['https://hooks.slack' + '.com/services/', 'T0A1B2C3D/B0A1B2C3D/a1B2c3D4e5F6g7H8i9J0k1L2'],
    lookAlike: 'https://hooks.slack.com/services/',
  },
  {
    id: 'discord-webhook',
    pattern: /(?<kept>discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)[\w/-]{8,4000}/g,
    learned: true,
    example: ['https://discord' + '.com/api/webhooks/', '123456789012345678/a1B2c3D4e5F6g7H8i9J0k1L2-m3N4'],
    lookAlike: 'https://discord.com/api/webhooks/',
  },
];

const PEM_KEY = '(?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----';
const PEM_BREAK = '(?:\\s|\\\\[nr])';

const pem: Shape = {
  id: 'private-key',
  pattern: new RegExp(
    [
      `-----BEGIN ${PEM_KEY}`,
      `(?:${PEM_BREAK}{1,8}(?:Proc-Type|DEK-Info|Version|Comment|Hash):[^\\n\\\\]{0,100}){0,4}`,
      `(?:${PEM_BREAK}{1,8}[A-Za-z0-9+/=]{16,4000}){0,400}`,
      `(?:${PEM_BREAK}{1,8}[A-Za-z0-9+/=]{1,80}(?=${PEM_BREAK}{0,8}(?:$|-----END)))?`,
      `(?:${PEM_BREAK}{0,8}-----END ${PEM_KEY})?`,
    ].join(''),
    'g',
  ),
  example: [
    '',
    '-----BEGIN OPENSSH PRIV' +
      'ATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\na1B2c3==\n-----END OPENSSH PRIV' +
      'ATE KEY-----',
  ],
  lookAlike: '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----',
};

export const shapesOfProviders: readonly Shape[] = [...providers, ...parted, pem];
