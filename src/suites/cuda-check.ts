import { PYTHON_SOURCES } from './python-sources.ts';

/**
 * `<python> - cuda <folder> <marker>`: whether torch in this interpreter computes on the GPU, proven by one kernel,
 * and whether the sources in the folder ask for torch at all. `folder` may be ''. Says what it is about to do first,
 * so that a hang or a crash has a place.
 */
export const CUDA_CHECK = `${PYTHON_SOURCES}${String.raw`
import re

FOLDER = sys.argv[2]
TORCH = re.compile(br"^[ \t]*(?:import|from)[ \t]+torch(?![\w-])", re.MULTILINE)


def described(error):
    return (type(error).__name__ + ": " + str(error))[:2000]


def torch_needed():
    sources, _ = python_sources(FOLDER)
    return any(TORCH.search(content(path)) for path in (sources or [])[:MOST_FILES])


def kernel(torch):
    answer({"stage": "running a kernel on the device"})
    try:
        matrix = torch.rand(256, 256, device="cuda")
        matrix @ matrix  # the first call also loads the library
        torch.cuda.synchronize()
        started = time.perf_counter()
        product = matrix @ matrix
        torch.cuda.synchronize()
        elapsed = (time.perf_counter() - started) * 1000
        if not bool(torch.isfinite(product).all()):
            return {"ok": False, "error": "the result is not finite"}
        return {"ok": True, "ms": elapsed}
    except Exception as error:
        return {"ok": False, "error": described(error)}


def device(torch):
    try:
        return str(torch.cuda.get_device_name(0))
    except Exception:
        return None


def torch_found():
    """(what torch says, error): torch prints as a warning why it sees no device."""
    try:
        import torch

        if not hasattr(torch, "__version__"):
            return None, "ModuleNotFoundError: No module named 'torch' (an empty folder of that name is left)"
        answer({"stage": "looking for a device"})
        with warnings.catch_warnings(record=True) as doubts:
            warnings.simplefilter("always")
            available = bool(torch.cuda.is_available())
        found = {
            "version": str(torch.__version__),
            "cuda": getattr(torch.version, "cuda", None),
            "available": available,
            "device": device(torch) if available else None,
            "kernel": kernel(torch) if available else None,
        }
        return found, None if available or not doubts else str(doubts[-1].message)[:2000]
    except Exception as error:
        return None, described(error)


answer({"torchNeeded": torch_needed(), "stage": "importing torch"})
found, error = torch_found()
answer({"python": platform.python_version(), "torch": found, "error": error})
# Libraries that hang or crash while they are unloaded have nothing more to tell.
os._exit(0)
`}`;
