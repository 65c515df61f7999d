"""What a file may cost. One place: the loaders, the child process and the tests read the same numbers."""

from __future__ import annotations

from typing import Final

FILE_BYTES: Final = 20 * 1024 * 1024
UNPACKED_BYTES: Final = 200 * 1024 * 1024
# XML packs 10 to 60 times; only a part that is both large and hardly anything but repetition is a bomb.
PACK_RATIO: Final = 200
RATIO_FREE_BYTES: Final = 4 * 1024 * 1024
ENTRIES: Final = 3000
PAGES: Final = 1500
CELLS: Final = 1_000_000
TEXT_CHARACTERS: Final = 10_000_000
OCR_PAGES: Final = 60
PROGRAM_SECONDS: Final = 60
