/** What a command needs to find its programs, its libraries and its device; everything else stays here. */
const INHERITED =
  /^(PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|TEMP|TMP|VIRTUAL_ENV|CONDA_(PREFIX|DEFAULT_ENV)|PYENV_(ROOT|VERSION)|PYTHON\w*|CUDA_\w+|NVIDIA_\w+|LD_LIBRARY_PATH|SystemRoot|SystemDrive|ComSpec|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|ProgramFiles)$/i;

const SECRET = /KEY|TOKEN|SECRET|PASSWORD/i;

/** Plain output and no questions. */
const FIXED = { CI: '1', NO_COLOR: '1', TERM: 'dumb' };

/** The environment a command runs in: a few variables of `inherited`, then what the command asks for. */
export const commandEnvironment = (
  inherited: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(inherited).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && INHERITED.test(entry[0]) && !SECRET.test(entry[0]),
    ),
  ),
  ...FIXED,
  ...own,
});
