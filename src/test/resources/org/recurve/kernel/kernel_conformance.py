"""The checks of Jupyter's own jupyter_kernel_test, with cells of Java."""

import unittest
from unittest import mock

import jupyter_kernel_test

PATIENCE = 180
jupyter_kernel_test.TIMEOUT = PATIENCE


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "Java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("to the error stream");'
    completion_samples = [
        {"text": "Math.floorM", "matches": {"floorMod("}},
        {"text": "Collections.emptyLi", "matches": {"emptyList()", "emptyListIterator()"}},
    ]
    complete_code_samples = ["1 + 1", "int i = 0;", "class A { int a; }", 'String s = "x";\ns']
    incomplete_code_samples = ["int twice(int n) {", "for (int i = 0;", "Math.max(1,"]
    invalid_code_samples = ["int 7q = ;"]
    code_generate_error = 'throw new IllegalStateException("wanted");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": 'List.of("a", "b")', "result": "[a, b]"},
    ]
    code_display_data = [
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
        {"code": 'display("plain");', "mime": "text/plain"},
    ]
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.floorMod"
    code_clear_output = "clearOutput(false);"

    # The suite takes what comes within a tenth of a second; this is sure to take all that came before.
    def flush_channels(self):
        request = self.kc.kernel_info()
        while self.kc.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") != request:
            pass
        state = None
        while state != "idle":
            message = self.kc.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request:
                state = message["content"].get("execution_state")

    # A busy machine may take longer than the suite waits: a tenth of a second for an output, 15 for
    # a reply.
    def execute_helper(self, *args, **kwargs):
        kwargs["timeout"] = PATIENCE
        channel = self.kc.iopub_channel
        receive = channel.get_msg
        with mock.patch.object(channel, "get_msg", lambda timeout: receive(timeout=PATIENCE)):
            return super().execute_helper(*args, **kwargs)


if __name__ == "__main__":
    unittest.main()
