"""Executes a notebook and tells on standard output, one JSON object a line, how far it is.

usage: execute.py INPUT OUTPUT FOLDER

INPUT is the notebook, OUTPUT gets it as far as it ran, FOLDER is the kernel's working folder. A line
on standard input interrupts the running cell and ends the run; so does its end, since then nobody
is waiting for the result any more.
"""
import asyncio
import copy
import inspect
import json
import os
import sys
import threading
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

SECONDS_TO_INTERRUPT = 20


def tell(event, **details):
    print(json.dumps({"event": event, **details}), flush=True)


class Client(NotebookClient):
    """Also passes on what tells how far a cell is: the last line that it prints, displays of one line, and
    the first line of displays that change in place, below which a training lists its epochs."""

    last = 0.0

    def process_message(self, msg, cell, cell_index):
        content = msg["content"]
        shown = str(content.get("data", {}).get("text/plain", "")).strip().splitlines()
        lines = str(content.get("text", "")).strip().splitlines()
        if len(shown) == 1 or (shown and msg["msg_type"] == "update_display_data"):
            lines = shown[:1]
        if lines and time.monotonic() - self.last > 0.2:
            self.last = time.monotonic()
            tell("output", text=lines[-1][:200])
        return super().process_message(msg, cell, cell_index)


class Run:
    def __init__(self, notebook, folder):
        self.notebook = notebook
        self.client = Client(
            notebook,
            kernel_name="java",
            timeout=None,
            iopub_timeout=300,  # on a busy machine the 4 of the default lose the last outputs of a cell
            raise_on_iopub_timeout=True,
            startup_timeout=120,
            record_timing=False,
            resources={"metadata": {"path": folder}},
        )
        self.interrupted = False

    async def execute(self):
        cells = self.notebook.cells
        todo = [i for i, c in enumerate(cells) if c.cell_type == "code" and c.source.strip()]
        self.task = asyncio.current_task()
        self.loop = asyncio.get_running_loop()
        async with self.client.async_setup_kernel():
            tell("ready")
            threading.Thread(target=self.listen, daemon=True).start()
            for number, index in enumerate(todo, 1):
                if self.interrupted:
                    return
                tell("cell", number=number, of=len(todo), index=index)
                try:
                    await self.client.async_execute_cell(cells[index], index)
                except (CellExecutionError, DeadKernelError) as e:
                    if not self.interrupted:
                        name = getattr(e, "ename", "the kernel died")
                        tell("failed", name=name, message=getattr(e, "evalue", ""))
                    return

    def listen(self):
        sys.stdin.readline()
        self.loop.call_soon_threadsafe(lambda: self.loop.create_task(self.interrupt()))

    async def interrupt(self):
        self.interrupted = True
        done = self.client.km.interrupt_kernel()
        if inspect.isawaitable(done):
            await done
        await asyncio.sleep(SECONDS_TO_INTERRUPT)
        self.task.cancel()  # the cell does not listen


def merge_streams(outputs):
    """What a cell prints comes in pieces whose borders differ from run to run."""
    merged = []
    for output in outputs:
        last = merged[-1] if merged else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            merged.append(output)
    return merged


def main(source, target, folder):
    os.setpgid(0, 0)  # the terminal's Ctrl-C is for the program that started this one
    notebook = nbformat.read(source, as_version=4)
    metadata = copy.deepcopy(notebook.metadata)
    run = Run(notebook, folder)
    try:
        asyncio.run(run.execute())
    except asyncio.CancelledError:
        pass
    finally:
        notebook.metadata = metadata  # without what the kernel says of itself
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = merge_streams(cell.outputs)
        nbformat.write(notebook, target)
    tell("interrupted" if run.interrupted else "done")


if __name__ == "__main__":
    main(*sys.argv[1:])
