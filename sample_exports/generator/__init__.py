"""Bramley Hill Primary School, which does not exist: two years of its parents' groups, and the truth about them.

`generate(seed, folder)` writes the whole school: the files of a workspace folder, rosters of other shapes, `truth/`.
The same seed gives the same bytes on every machine. It knows nothing of parsers/ or dashboard/, which it is there to
test.
"""

from pathlib import Path

from . import announcements, figures, loudness, membership, office, people, scenes, talk, truth, writers
from .phones import phones
from .reality import Reality

SEED = 20260717


def imagine(seed: int = SEED, *, said: float = 1, announcement_list: bool = False) -> Reality:
    """All that happened. `said`: see loudness.py. `announcement_list`: the PA pasted its group's members, too."""
    reality = Reality(seed)
    reality.member_lists += ("announcements",) if announcement_list else ()
    people.fill(reality)
    membership.fill(reality)
    talk.fill(reality)
    talk.polls(reality)
    scenes.fill(reality)
    announcements.fill(reality)
    loudness.fill(reality, said)
    return reality


def files(seed: int = SEED, *, said: float = 1, announcement_list: bool = False) -> dict[str, bytes]:
    """Every file of the school by its path inside the folder; the options are those of `imagine`."""
    reality = imagine(seed, said=said, announcement_list=announcement_list)
    eight = phones(reality)
    exports = {phone.file: writers.bytes_of(reality, phone) for phone in eight}
    return exports | office.files(reality, eight) | truth.files(reality, eight) | figures.files(reality, eight)


def generate(seed: int, folder: Path) -> None:
    """Write the school of `seed` into `folder`."""
    for name, data in files(seed).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
