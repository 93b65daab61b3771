package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {
    @TempDir Path prefix;

    @Test
    void saysHowToStartTheKernel() throws Exception {
        Path folder = KernelSpec.install(prefix.resolve("a folder"));
        assertThat(folder)
                .isEqualTo(prefix.resolve("a folder/share/jupyter/kernels/java").toAbsolutePath());
        JsonObject spec =
                JsonParser.parseString(Files.readString(folder.resolve("kernel.json")))
                        .getAsJsonObject();
        assertThat(spec.get("display_name").getAsString()).isEqualTo("Java (Recurve)");
        assertThat(spec.get("language").getAsString()).isEqualTo("java");
        assertThat(spec.get("interrupt_mode").getAsString()).isEqualTo("message");
        JsonArray argv = spec.getAsJsonArray("argv");
        assertThat(Path.of(argv.get(0).getAsString())).isExecutable();
        assertThat(argv.get(argv.size() - 1).getAsString()).isEqualTo("{connection_file}");
    }

    @Test
    void itsArgumentsStartTheKernelsClass() throws Exception {
        Path folder = KernelSpec.install(prefix.resolve("with \"quotes\" and spaces"));
        JsonObject spec =
                JsonParser.parseString(Files.readString(folder.resolve("kernel.json")))
                        .getAsJsonObject();
        JsonArray argv = spec.getAsJsonArray("argv");
        Process process =
                new ProcessBuilder(
                                argv.get(0).getAsString(),
                                argv.get(1).getAsString(),
                                argv.get(2).getAsString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("usage: KernelMain CONNECTION_FILE");
        assertThat(process.waitFor()).isEqualTo(2);
    }
}
