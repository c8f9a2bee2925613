/**
 * The head of every script that ralph puts to a target's Python: where it answers, and which sources it reads.
 * The scripts run on Python 3.6 and later and import nothing outside the standard library before they answer.
 */
export const PYTHON_SOURCES = String.raw`
import sys

# The folder this runs in must not stand in for the standard library.
sys.path[:] = [entry for entry in sys.path if entry not in ("", ".")]
sys.dont_write_bytecode = True

import json
import os
import platform
import time
import warnings

warnings.simplefilter("ignore")

MARKER = sys.argv[-1]
DEADLINE = time.time() + 20
MOST_FILES = 2000
MOST_BYTES = 1000000
SKIPPED = {"venv", "env", "node_modules", "site-packages", "dist-packages", "__pycache__"}
TESTS = {"test", "tests"}


def answer(members):
    sys.stdout.write("\n" + MARKER + json.dumps(members) + "\n")
    sys.stdout.flush()


# Whoever hears nothing of an interpreter soon takes it for one that hangs.
answer({"stage": "reading the sources"})


def foreign(folder, name):
    """Folders that hold other people's code, tests, or none."""
    if name in SKIPPED or name in TESTS or name.startswith("."):
        return True
    inside = os.path.join(folder, name)
    return any(os.path.exists(os.path.join(inside, sign)) for sign in ("pyvenv.cfg", "conda-meta"))


def is_test(name):
    return name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py")


def python_sources(root):
    """Sources under root, shallow ones first, and the names that import finds among them; None, None when cut short."""
    sources, local = [], set()
    if not root:
        return sources, local
    for folder, names, files in os.walk(root):
        if time.time() > DEADLINE:
            return None, None
        local.update(TESTS.intersection(names))
        names[:] = sorted(name for name in names if not foreign(folder, name))
        modules = sorted(name for name in files if name.endswith((".py", ".so", ".pyd")))
        if not modules:
            continue
        local.update(name.split(".")[0] for name in modules)
        local.update(os.path.relpath(folder, root).split(os.sep))
        sources += [os.path.join(folder, name) for name in modules if name.endswith(".py") and not is_test(name)]
    if os.path.exists(os.path.join(root, "__init__.py")):
        local.add(os.path.basename(os.path.abspath(root)))
    return sorted(sources, key=lambda path: path.count(os.sep)), local


def content(path):
    """The bytes of a source; nothing of what is no plain file, too large, or not readable."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > MOST_BYTES:
            return b""
        with open(path, "rb") as source:
            return source.read()
    except OSError:
        return b""
`;
