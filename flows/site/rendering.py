"""Templates -> pages. All that comes from an article is escaped, and the page may run and load nothing but its own.

Not escaped (``|safe``) are our own style and scripts, and the pictures that matplotlib drew, which escaped their words.
"""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

_UNSHOWABLE = re.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")
_SCRIPTS = {"article.html": ("linking.js", "deciding.js"), "overview.html": ("overview.js",)}


def render(template: str, **content: Any) -> str:
    """A page from ``article.html`` or ``overview.html``; ``content`` is what the template names."""
    style, script = _own("style.css"), "\n".join(map(_own, _SCRIPTS[template]))
    page = _environment().get_template(template)
    html = page.render(policy=_policy(style, script), style=style, script=script, **content)
    # No character reference can stand for these, and a browser would show them as signs of its own.
    return _UNSHOWABLE.sub("\ufffd", html)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("flows.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _own(name: str) -> str:
    return files("flows.site").joinpath("templates", name).read_text(encoding="utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Nothing is loaded or run but this style, this script and the pictures of the site; nothing is sent anywhere."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
