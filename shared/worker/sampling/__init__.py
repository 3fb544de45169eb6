"""Made-up cases that look as if people had sent them and casework had dealt with them."""

from shared.worker.sampling.command import sample_command
from shared.worker.sampling.filling import sample

__all__ = ["sample", "sample_command"]
