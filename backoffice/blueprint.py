"""The staff site's blueprint, and nothing else; the application gives it its address."""

from flask import Blueprint

blueprint = Blueprint("backoffice", __name__)
