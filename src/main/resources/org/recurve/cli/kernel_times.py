"""Starts a kernel and tells on standard output, as one JSON object, how many seconds each step took.

usage: kernel_times.py KERNEL

Steps: until the kernel answers; the first cell, sent at once; the first cell that computes with an
array; and, once all is warm, a cell like the first.
"""
import json
import sys
import time

from jupyter_client.manager import KernelManager

LIMIT = 120
TENSOR = """try (var manager = NDManager.newBaseManager()) {
    System.out.println(manager.ones(new Shape(2, 3)).sum().getFloat());
}"""


def cell(client, code):
    start = time.perf_counter()
    request = client.execute(code)
    while True:
        shown = client.get_iopub_msg(timeout=LIMIT)
        mine = shown["parent_header"].get("msg_id") == request
        if mine and shown["content"].get("execution_state") == "idle":
            break
    reply = client.get_shell_msg(timeout=LIMIT)
    if reply["content"]["status"] != "ok":
        sys.exit("the cell failed: " + str(reply["content"]))
    return time.perf_counter() - start


def main(kernel):
    manager = KernelManager(kernel_name=kernel)
    start = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.kernel_info()
    client.get_shell_msg(timeout=LIMIT)
    times = {"ready": time.perf_counter() - start}
    times["first cell"] = cell(client, "1 + 1")
    times["first tensor"] = cell(client, TENSOR)
    times["cell"] = min(cell(client, f"{i} + 1") for i in range(5))
    client.stop_channels()
    manager.shutdown_kernel()
    print(json.dumps(times))


if __name__ == "__main__":
    main(*sys.argv[1:])
