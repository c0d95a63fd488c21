"""What the arrays are called that records and pairs of them are counted in."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
"""Of pairs, how each agrees in a field (`compare.LEVELS`)."""
