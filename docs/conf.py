"""How the documents are built: `make docs`. Nothing here needs a network."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "csrules"
author = "The csrules authors"
project_copyright = "The csrules authors"
version = release = version_of("csrules")
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.viewcode",
    "generated_pages",
]
exclude_patterns = ["_build", "_ext", "regulations/_*"]
suppress_warnings = [
    "ref.python",  # a word such as `due` that several classes have is left as a word
    "myst.header",  # pages of the register begin their sections below the title's level
]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

default_role = "py:obj"
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {
    "members": True,
    "undoc-members": True,
    "show-inheritance": True,
    "no-value": True,
}
python_use_unqualified_type_names = True
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = f"csrules {release}"
html_static_path = ["_static"]
html_css_files = ["reading.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}
pygments_style = "friendly"
pygments_dark_style = "monokai"
