"""`python -m sample_exports.generator [folder] [seed]`: write the school, beside this package unless told otherwise."""

import sys
from pathlib import Path

from . import SEED, generate

HERE = Path(__file__).resolve().parent.parent
arguments = sys.argv[1:]
generate(int(arguments[1]) if len(arguments) > 1 else SEED, Path(arguments[0]) if arguments else HERE)
