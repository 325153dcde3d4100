"""The code of an earlier commit, out of git, in a folder of its own; and the way to run a program of it.

`python tests/faults/earlier.py <folder> <module>` runs a module as if the code in that folder were all there is.
"""

import os
import runpy
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

CLIENT = "clients/python/src"
"""Where the Python client lies, in a commit that has it as a package of its own."""


class NotInThisClone(Exception):
    """A clone that is shallow lacks earlier commits."""


def taken_out(commit, folder):
    """The whole tree of that commit, in this folder."""
    found = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=False)
    if found.returncode:
        raise NotInThisClone(f"{commit}: {found.stderr.decode().strip()}")
    folder.mkdir(parents=True)
    packed = folder.with_suffix(".tar")
    packed.write_bytes(found.stdout)
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    packed.unlink()
    return folder


def program(folder, module):
    """What Python is told to run as a module of the code in this folder."""
    return [str(Path(__file__).resolve()), str(folder), module]


def main():
    """Nothing of today's code is found by an earlier one: what it lacks has to be missing."""
    folder, module = sys.argv[1:]
    today = {str(ROOT), str(ROOT / CLIENT), str(Path(__file__).resolve().parent)}
    sys.path[:] = [folder, str(Path(folder) / CLIENT), *(path for path in sys.path if path not in today)]
    sys.argv[1:] = []
    os.chdir(folder)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
