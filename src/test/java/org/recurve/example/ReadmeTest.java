package org.recurve.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows is what works. */
class ReadmeTest {
    private static final Path SOURCE =
            Path.of("src/test/java/org/recurve/example/TextToModel.java");

    @TempDir Path folder;

    @Test
    void showsTheProgramThatTheTestsRun() throws IOException {
        String program = Files.readString(SOURCE);
        String shown = program.substring(program.indexOf("import java.nio"));
        assertThat(Files.readString(Path.of("README.md"))).contains(shown);
    }

    @Test
    void theProgramTrainsSavesLoadsAndPredicts() throws IOException {
        Path text =
                Files.writeString(
                        folder.resolve("text.txt"), "the cat sat on the mat .\n".repeat(300));
        Path model = folder.resolve("my.recurve");
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            TextToModel.main(new String[] {text.toString(), model.toString(), "8", "the cat"});
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("the cat sat on the mat.");
        assertThat(model).isNotEmptyFile();
    }
}
