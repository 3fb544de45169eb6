"""The public site: its blueprint and nothing else."""

from flask import Blueprint

blueprint = Blueprint("portal", __name__)
