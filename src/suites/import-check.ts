import { PYTHON_SOURCES } from './python-sources.ts';

/**
 * `<python> - imports <folder> <requirements> <marker>`: what the sources in a folder import at once when they are
 * loaded, and which of that this interpreter has, which not, and what the requirements file does not name. Either may be ''.
 */
export const IMPORT_CHECK = `${PYTHON_SOURCES}${String.raw`
import ast
import importlib.util
import re
import sysconfig

FOLDER, REQUIREMENTS = sys.argv[2:4]

FORGIVING = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException", "suppress"}

# Modules whose distribution has another name.
DISTRIBUTIONS = {
    "attr": ["attrs"],
    "bs4": ["beautifulsoup4"],
    "Crypto": ["pycryptodome"],
    "cv2": ["opencv-python", "opencv-python-headless", "opencv-contrib-python"],
    "dateutil": ["python-dateutil"],
    "discord": ["discord-py"],
    "docx": ["python-docx"],
    "dotenv": ["python-dotenv"],
    "fitz": ["pymupdf"],
    "jose": ["python-jose"],
    "jwt": ["pyjwt"],
    "magic": ["python-magic"],
    "multipart": ["python-multipart"],
    "OpenSSL": ["pyopenssl"],
    "PIL": ["pillow"],
    "piper": ["piper-tts"],
    "pkg_resources": ["setuptools"],
    "pynvml": ["nvidia-ml-py"],
    "serial": ["pyserial"],
    "skimage": ["scikit-image"],
    "sklearn": ["scikit-learn"],
    "socketio": ["python-socketio"],
    "telegram": ["python-telegram-bot"],
    "TTS": ["coqui-tts"],
    "websocket": ["websocket-client"],
    "whisper": ["openai-whisper"],
    "yaml": ["pyyaml"],
}


def forgives(expression):
    """An except clause or a context manager that lets a failed import pass."""
    if expression is None:
        return True
    names = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(expression)}
    return not FORGIVING.isdisjoint(names)


def unconditional(body):
    """The absolute imports that loading a module cannot avoid: (top-level name, line)."""
    for node in body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0], node.lineno
        elif isinstance(node, ast.With):
            if not any(forgives(item.context_expr) for item in node.items):
                yield from unconditional(node.body)
        elif isinstance(node, ast.Try):
            if not any(forgives(handler.type) for handler in node.handlers):
                yield from unconditional(node.body + node.orelse)
            yield from unconditional(node.finalbody)


def parsed(path):
    try:
        return ast.parse(content(path)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def importers(sources):
    """Top-level name -> the first place that imports it."""
    first = {}
    for path in sources[:MOST_FILES]:
        if time.time() > DEADLINE:
            break
        for name, line in unconditional(parsed(path)):
            place = os.path.relpath(path, FOLDER).replace(os.sep, "/") + ":" + str(line)
            first.setdefault(name, place)
    return first


def standard_library():
    names = {"__main__", "__future__"}.union(sys.builtin_module_names)
    known = getattr(sys, "stdlib_module_names", None)
    if known is not None:
        return names.union(known)
    library = sysconfig.get_paths()["stdlib"]
    for folder in (library, os.path.join(library, "lib-dynload")):
        if os.path.isdir(folder):
            names.update(entry.split(".")[0] for entry in os.listdir(folder))
    return names


def hollow(spec):
    """A folder without code in it, as an uninstalled package leaves behind."""
    if spec.origin not in (None, "namespace"):
        return False
    locations = list(spec.submodule_search_locations or [])
    if not locations or not all(map(os.path.isdir, locations)):
        return False
    for location in locations:
        for _, _, files in os.walk(location):
            if any(name.endswith((".py", ".so", ".pyd")) for name in files):
                return False
    return True


def there(name):
    """Whether a module is installed; None where that cannot be told."""
    try:
        spec = importlib.util.find_spec(name)
    except Exception:
        return None
    return spec is not None and not hollow(spec)


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def text(path):
    with open(path, "rb") as requirements:
        found = requirements.read(MOST_BYTES)
    wide = found[:2] in (b"\xff\xfe", b"\xfe\xff")
    return found.decode("utf-16" if wide else "utf-8-sig", "replace")


def declared(path, seen):
    """Normalised names of the distributions that a requirements file and those it includes ask for."""
    names = set()
    path = os.path.realpath(path)
    if path in seen:
        return names
    seen.add(path)
    for line in text(path).replace("\\\n", " ").splitlines():
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        included = re.match(r"(?:-r|--requirement)[\s=]*(\S.*)", line)
        if included:
            names |= declared(os.path.join(os.path.dirname(path), included.group(1)), seen)
            continue
        named = re.match(r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:$|[<>=!~;@(])", line)
        named = named or re.search(r"#egg=([\w.-]+)", line) or re.search(r"([\w.]+)-[^/\s]*\.whl", line)
        if named:
            names.add(normalised(named.group(1)))
    return names


def declarations():
    """None where no requirements file of pip's own format is known."""
    if not REQUIREMENTS or REQUIREMENTS.endswith(".toml"):
        return None
    try:
        return declared(REQUIREMENTS, set())
    except OSError:
        return None


def distributions():
    try:
        from importlib.metadata import packages_distributions

        return packages_distributions()
    except Exception:
        return {}


def undeclared(names):
    asked = declarations()
    if asked is None:
        return []
    installed = distributions()
    candidates = {name: [name] + DISTRIBUTIONS.get(name, []) + installed.get(name, []) for name in names}
    return [name for name in names if asked.isdisjoint(map(normalised, candidates[name]))]


def changed():
    try:
        return os.path.getmtime(sysconfig.get_paths()["purelib"])
    except (KeyError, OSError):
        return None


sources, local = python_sources(FOLDER)
# Without all local names any local module would look like a missing one: then rather nothing.
first = importers(sources) if sources else {}
names = sorted(set(first).difference(standard_library(), local or ()))
installed = {name: there(name) for name in names}
answer({
    "python": platform.python_version(),
    "packagesChangedAt": changed(),
    "missing": [{"module": name, "by": first[name]} for name in names if installed[name] is False],
    "found": [name for name in names if installed[name]],
    "undeclared": [{"module": name, "by": first[name]} for name in undeclared(names)],
})
`}`;
