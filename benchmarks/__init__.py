"""What it costs, beside libraries that do less: `make bench`. The tests' servers serve here, too."""

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TESTS: Final = str(ROOT / "tests")

if TESTS not in sys.path:
    sys.path.append(TESTS)
