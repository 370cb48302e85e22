"""Data files that organisations write: YAML read with its lines, every fault with its remedy."""

from collegium.domain.datafile.faults import DataFileError, Fault, FaultCode
from collegium.domain.datafile.loading import LONGEST_FILE, load
from collegium.domain.datafile.reading import Node
from collegium.domain.datafile.wording import FALLBACK_LANGUAGE, Wording

__all__ = [
    "FALLBACK_LANGUAGE",
    "LONGEST_FILE",
    "DataFileError",
    "Fault",
    "FaultCode",
    "Node",
    "Wording",
    "load",
]
