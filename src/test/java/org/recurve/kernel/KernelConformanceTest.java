package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jupyter's own suite for kernels, jupyter_kernel_test, run by the Python that has it. */
class KernelConformanceTest {
    private static final String PYTHON =
            System.getenv().getOrDefault("RECURVE_PYTHON", "/usr/bin/python3");

    @TempDir Path folder;

    @Test
    void passesTheSuiteOfJupyter() throws Exception {
        boolean present = run("-c", "import jupyter_kernel_test") == 0;
        if (System.getenv("CI") == null) {
            assumeTrue(
                    present,
                    PYTHON
                            + " has no jupyter_kernel_test; install python3-jupyter-kernel-test (apt)"
                            + " or jupyter_kernel_test (pip)");
        }
        assertThat(present).as(PYTHON + " has jupyter_kernel_test").isTrue();
        KernelSpec.install(folder);
        Path suite = folder.resolve("kernel_conformance.py");
        try (InputStream in = getClass().getResourceAsStream("kernel_conformance.py")) {
            Files.copy(in, suite);
        }
        int status = run(suite.toString(), "-v");
        String log = Files.readString(log());
        assertThat(status).as(log).isZero();
        // Only the pager, which later versions of the protocol have dropped, is left out.
        assertThat(log).contains("Ran 12 tests", "OK (skipped=1)");
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = PYTHON;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JUPYTER_PATH", folder.resolve("share/jupyter").toString());
        Process process = builder.redirectOutput(log().toFile()).start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("no end after five minutes: " + Files.readString(log()));
        }
        return process.exitValue();
    }

    private Path log() {
        return folder.resolve("log.txt");
    }
}
