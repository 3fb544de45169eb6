"""How a file leaves: always to be saved, never shown by the browser, and never kept on the way."""

from flask import Response, abort, send_file
from flask_babel import gettext

from shared.models.files import AttachedFile, FileState
from shared.web.uploads import store

#: Should a browser show it all the same, it may do nothing there.
_POLICY = "default-src 'none'; sandbox"


def download(file: AttachedFile) -> Response:
    """Its bytes. Ends the request with 404 where it may not be opened, or where they are lost."""
    if file.state is not FileState.SOUND:
        abort(404)
    try:
        opened = store().open(file.store_name)
    except FileNotFoundError:
        abort(404)
    name = f"{gettext('Distressing')} - {file.name}" if file.distressing else file.name
    response = send_file(
        opened, mimetype=file.media_type, as_attachment=True, download_name=name, conditional=False, etag=False
    )
    response.content_length = file.size
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
