"""How quick, how big and how many questions to the database each page is."""

from shared.worker.benching.command import bench_command

__all__ = ["bench_command"]
