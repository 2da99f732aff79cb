"""Imports the packages that are part of the snapshot, so that a guest has them at once."""

import warnings

import matplotlib.pyplot  # noqa: F401
import numpy.random
import pandas  # noqa: F401
from sandglass_engine import package_seeds

# It was seeded when it was imported, alike for all guests.
package_seeds.append(numpy.random.seed)
# Every import of scikit-learn would print it, and there is nothing that its reader can do.
warnings.filterwarnings("ignore", ".*joblib will operate in serial mode")
