"""`python -m contracts.generator`: write the contract; `--check`: say what differs and breaks; `--release`: keep it."""

import argparse
import sys
from pathlib import Path

from contracts.generator import breaking
from contracts.generator.comparison import UnknownRuleError
from contracts.generator.files import GENERATED, RELEASED, ROOT, all_files
from contracts.generator.python_classes import NoSuchClass
from contracts.registry import VERSION, ExampleWrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m contracts.generator", description=__doc__)
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--check", action="store_true", help="fail where files differ, or where a change would break")
    chosen.add_argument(
        "--release", action="store_true", help=f"keep the contract of now as released version {VERSION}"
    )
    options = parser.parse_args()
    try:
        files = all_files()
        if options.check:
            return _check(files)
        return _release(files) if options.release else _write(files)
    except (UnknownRuleError, ExampleWrong, NoSuchClass) as wrong:
        print(wrong, file=sys.stderr)
        return 1


def _check(files: dict[str, str]) -> int:
    found = [f"{path}: not as the models say; run `make contract`" for path in differing(ROOT, files)]
    found += breaking.against_released(ROOT / RELEASED, files)
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


def _write(files: dict[str, str]) -> int:
    for path in differing(ROOT, files):
        place = ROOT / path
        if path in files:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(files[path], "utf-8")
            print(f"written {path}")
        else:
            place.unlink()
            print(f"removed {path}")
    return 0


def _release(files: dict[str, str]) -> int:
    kept = breaking.released_part(files)
    breaking.check_rules(kept)
    folder = ROOT / RELEASED / VERSION
    if folder.exists():
        print(f"version {VERSION} is released; give contracts.registry.VERSION another number", file=sys.stderr)
        return 1
    if fault := breaking.version_fault(ROOT / RELEASED, VERSION):
        print(fault, file=sys.stderr)
        return 1
    for path, text in kept.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    print(f"released {VERSION}")
    return 0


def differing(root: Path, files: dict[str, str]) -> list[str]:
    """Paths of files that are missing, differ, or should not be there."""
    found = (path for folder in GENERATED for path in (root / folder).rglob("*") if path.is_file())
    wrong = {path.relative_to(root).as_posix() for path in found if path.suffix != ".pyc"} - files.keys()
    return sorted(wrong | {path for path, text in files.items() if _text(root / path) != text})


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
