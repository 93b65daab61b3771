"""Writes an executed notebook as one HTML file.

usage: export.py INPUT OUTPUT TEMPLATES FOLDER TITLE

TEMPLATES/recurve/katex.js, if it is there, goes into the page to show its formulas.
"""
import pathlib
import sys

import nbformat
from nbconvert import HTMLExporter


def main(source, target, templates, folder, title):
    exporter = HTMLExporter(
        extra_template_basedirs=[templates], template_name="recurve", embed_images=True
    )
    resources = {"metadata": {"name": title, "path": folder}}
    katex = pathlib.Path(templates, "recurve", "katex.js")
    if katex.exists():
        resources["katex"] = katex.read_text(encoding="utf-8")
    html, _ = exporter.from_notebook_node(nbformat.read(source, as_version=4), resources)
    with open(target, "w", encoding="utf-8") as file:
        file.write(html)


if __name__ == "__main__":
    main(*sys.argv[1:])
