/** How a package is installed by each manager, the first that is there counts. */
const MANAGERS = {
  'apt-get': 'sudo apt-get install -y',
  dnf: 'sudo dnf install -y',
  pacman: 'sudo pacman -S --noconfirm',
  zypper: 'sudo zypper install -y',
  apk: 'sudo apk add',
  brew: 'brew install',
} as const;

export type Manager = keyof typeof MANAGERS;

/** The managers that are looked for. */
export const managers: readonly string[] = Object.keys(MANAGERS);

const isManager = (name: string): name is Manager => name in MANAGERS;

/** The command that installs a package, where its name is known for the manager that is there; else none. */
export function installing(
  there: readonly string[],
  names: Readonly<Partial<Record<Manager, string>>>,
): readonly string[] {
  const manager = there.find(isManager);
  const name = manager && names[manager];
  return manager && name ? [`${MANAGERS[manager]} ${name}`] : [];
}
