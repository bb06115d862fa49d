"""A folder of files that belong together, put in the place of an earlier one as a whole: old or new, never a mixture.

A list in the folder says which files are ours, with their digests: only those are taken away by the next time. What
else lies there is somebody else's (so is a table that was changed by hand) and is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from facilitator import files
from facilitator.errors import UserError
from facilitator.i18n import _

LIST = "files-of-this-export.json"
_MOST_NAMED = 3

Digests = Mapping[str, str]
"""Of files by their names in the folder (`photos/photo-001.jpg`)."""


def replace_folder(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write a folder with these files in the place of an earlier one; gives the files of others, which are kept.

    The new folder is made beside, synced and read again; then it takes the name. A disk that fails or is full before
    that leaves the old folder as it was; after it the new one is whole. If the power goes between the two renamings the
    old one lies beside, with “-before” in its name. Raises UserError as `files.safe_write`, and for a folder that
    holds something and was not written by this function: nothing is touched there.
    """
    folder = folder.resolve()
    part = files.part_of(folder)
    try:
        ours = _ours(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        _write(part, contents)
        old = _swap(part, folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise UserError(files.sentence(error, folder)) from error
    except UserError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return _clear(old, folder, ours) if old is not None else []


def _ours(folder: Path) -> Digests:
    """What an earlier time has written there. Raises UserError when the folder is somebody else's."""
    if not folder.exists():
        return {}
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in dict(told).items()}
    found = sorted(path.name for path in folder.iterdir())
    if found:
        named = ", ".join(found[:_MOST_NAMED]) + (" …" if len(found) > _MOST_NAMED else "")
        sentence = _("“{folder}” holds what no export has written: {names}. Choose another folder or name.")
        raise UserError(sentence.format(folder=folder, names=named))
    if os.path.ismount(folder):
        raise UserError(_("“{folder}” is a whole disk or stick. Name a new folder in it.").format(folder=folder))
    return {}


def _write(part: Path, contents: Mapping[str, bytes]) -> None:
    told = {"files": {name: _digest(content) for name, content in contents.items()}}
    listed = {**contents, LIST: (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()}
    part.mkdir()
    for name, content in listed.items():
        path = part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write_synced(path, content)
    for each in (*(path for path in part.rglob("*") if path.is_dir()), part):
        files.sync_folder(each)
    for name, content in listed.items():
        files.compare((part / name).read_bytes(), content, part / name)


def _swap(part: Path, folder: Path) -> Path | None:
    """Give the new folder its name; where the old one is now, None when there was none. All of that or nothing."""
    old = _free(folder, "-before") if folder.exists() else None
    if old is not None:
        files.replace(folder, old)
    try:
        files.replace(part, folder)
        files.sync_folder(folder.parent)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            folder.replace(part)
        if old is not None:
            files.replace(old, folder)
        raise
    return old


def _clear(old: Path, folder: Path, ours: Digests) -> list[Path]:
    """Take our earlier files away, and bring the others over. What cannot be moved now stays where it is."""
    kept = []
    with contextlib.suppress(OSError):
        for path in _bring_over(old, old, folder, ours):
            kept.append(path)
        old.rmdir()
    if old.exists() and not any(path.is_relative_to(old) for path in kept):
        kept.append(old)
    return sorted(kept)


def _bring_over(place: Path, old: Path, folder: Path, ours: Digests) -> Iterator[Path]:
    for path in sorted(place.iterdir()):
        name = path.relative_to(old).as_posix()
        if path.is_dir() and not path.is_symlink() and _is_shared(name, folder, ours):
            yield from _bring_over(path, old, folder, ours)
            with contextlib.suppress(OSError):
                path.rmdir()
            continue
        try:
            if _is_ours(path, name, ours):
                path.unlink()
                continue
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            yield path.replace(_free(target, "-before") if target.exists() else target)
        except OSError:
            yield path


def _is_shared(name: str, folder: Path, ours: Digests) -> bool:
    """Whether a folder in the old one may hold files of ours, or is in the new one too."""
    return (folder / name).is_dir() or any(each.startswith(f"{name}/") for each in ours)


def _is_ours(path: Path, name: str, ours: Digests) -> bool:
    """Whether a file is as we wrote it."""
    return name == LIST or (name in ours and path.is_file() and _digest(path.read_bytes()) == ours[name])


def _free(path: Path, more: str) -> Path:
    """A name beside that path which nothing has."""
    for n in range(1, 1000):
        found = path.with_name(f"{path.stem}{more}{'' if n == 1 else f'-{n}'}{path.suffix}")
        if not found.exists():
            return found
    raise FileExistsError(path)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
