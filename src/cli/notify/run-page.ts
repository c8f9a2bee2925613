type Environment = Readonly<Record<string, string | undefined>>;

/** Where each CI says that its run can be looked at. */
const PAGES: readonly ((env: Environment) => string | undefined)[] = [
  ({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run }) =>
    server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined,
  ({ CI_JOB_URL }) => CI_JOB_URL,
  ({ BUILDKITE_BUILD_URL }) => BUILDKITE_BUILD_URL,
  // Of Jenkins.
  ({ BUILD_URL }) => BUILD_URL,
];

/** The page of the CI run that this process is part of; null where there is none. */
export function runPage(env: Environment): string | null {
  const said = PAGES.map((page) => page(env)).find((page) => page !== undefined && page !== '') ?? '';
  const url = URL.canParse(said) ? new URL(said) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}
