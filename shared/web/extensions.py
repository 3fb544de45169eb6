"""The extensions of Flask that both sites use, made once."""

from flask_wtf import CSRFProtect

csrf = CSRFProtect()
