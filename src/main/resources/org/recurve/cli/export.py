"""Writes an executed notebook as one HTML file.

usage: export.py INPUT OUTPUT TEMPLATES FOLDER TITLE
"""
import sys

import nbformat
from nbconvert import HTMLExporter


def main(source, target, templates, folder, title):
    exporter = HTMLExporter(
        extra_template_basedirs=[templates], template_name="recurve", embed_images=True
    )
    resources = {"metadata": {"name": title, "path": folder}}
    html, _ = exporter.from_notebook_node(nbformat.read(source, as_version=4), resources)
    with open(target, "w", encoding="utf-8") as file:
        file.write(html)


if __name__ == "__main__":
    main(*sys.argv[1:])
