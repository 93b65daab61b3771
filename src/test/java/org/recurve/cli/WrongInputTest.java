package org.recurve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.data.DataCatalog;
import org.recurve.data.DataFile;
import org.recurve.data.DataSet;
import picocli.CommandLine;

/** Wrong input that a notebook's cells find, from end to end: the exit code and what is said. */
class WrongInputTest {
    @TempDir Path folder;

    @BeforeAll
    static void jupyter() {
        RecurveProcess.needsJupyter();
    }

    @Test
    void unknownDataSet() throws Exception {
        assertThat(failure("TextCorpus.load(\"wikitext-3\");"))
                .contains("unknown data set \"wikitext-3\"")
                .contains("did you mean wikitext-2?");
    }

    @Test
    void missingSplit() throws Exception {
        Path ptb = Files.createDirectories(folder.resolve("data/ptb"));
        Files.writeString(ptb.resolve("ptb.train.txt"), " a b c \n");
        Files.writeString(ptb.resolve("ptb.valid.txt"), " a b \n");
        // An address that refuses stands in for a network that is not there.
        Map<String, String> environment =
                Map.of(
                        "RECURVE_DATA",
                        folder.resolve("data").toString(),
                        "RECURVE_CACHE",
                        folder.resolve("cache").toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9");
        assertThat(failure("TextCorpus.load(\"penn-treebank\").test();", environment))
                .contains("split \"test\" of penn-treebank needs ptb.test.txt")
                .contains("fit.vutbr.cz");
    }

    @Test
    void tokenOutsideTheVocabulary() throws Exception {
        assertThat(failure("Vocabulary.builder().add(\"known\").build().id(\"strange\");"))
                .contains("token \"strange\" is outside the vocabulary");
    }

    @Test
    void emptyText() throws Exception {
        Files.writeString(folder.resolve("empty.txt"), "\n");
        assertThat(failure("TextCorpus.fromFile(java.nio.file.Path.of(\"empty.txt\")).train();"))
                .contains("is empty: ")
                .contains("empty.txt");
    }

    @Test
    void sequenceOfLengthZero() throws Exception {
        String cell =
                """
                var manager = ai.djl.ndarray.NDManager.newBaseManager("PyTorch");
                var lstm = Cells.lstm().layers(4, 1, false, 0);
                lstm.initialize(manager, ai.djl.ndarray.types.DataType.FLOAT32,
                        new ai.djl.ndarray.types.Shape(2, 3, 5));
                lstm.forward(new ai.djl.training.ParameterStore(manager, false),
                        manager.ones(new ai.djl.ndarray.types.Shape(2, 3, 5)),
                        new ai.djl.ndarray.NDList(), manager.create(new long[] {3, 0}), false);
                """;
        assertThat(failure(cell)).contains("length of sequence 1 of the batch is 0, but must be 1");
    }

    @Test
    void corruptDownload() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] content = "not what was expected".getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                    exchange.close();
                });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/a.txt";
            String hash = "0".repeat(64);
            DataFile file = new DataFile("a/a.txt", "train", hash, 21, List.of(address));
            DataSet set =
                    new DataSet(
                            "a",
                            "language-model",
                            "",
                            "",
                            "",
                            "",
                            false,
                            List.of(file),
                            "whitespace",
                            List.of(),
                            null);
            StringWriter err = new StringWriter();
            CommandLine command =
                    Recurve.commandLine(
                            () -> new DataCatalog(List.of(set), null, folder.resolve("cache")));
            command.setErr(new PrintWriter(err, true));
            assertThat(command.execute("data", "fetch", "a")).isEqualTo(2);
            assertThat(err.toString()).contains(address).contains(hash);
            assertThat(folder.resolve("cache/a/a.txt")).doesNotExist();
        } finally {
            server.stop(0);
        }
    }

    private String failure(String cell) throws IOException, InterruptedException {
        return failure(cell, Map.of());
    }

    private String failure(String cell, Map<String, String> environment)
            throws IOException, InterruptedException {
        Notebooks.of(folder, "wrong.ipynb", "1 + 1", cell);
        RecurveProcess.Ended ended = RecurveProcess.run(folder, environment, "run", "wrong.ipynb");
        assertThat(ended.exit()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err()).contains("cell 2 of 2 failed");
        assertThat(folder.resolve("reports/wrong.ipynb")).exists();
        return ended.err();
    }
}
