package org.recurve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.RecurveException;

class NotebookReaderTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cells\": [  | its JSON is broken",
                "{'cells': []}  | its JSON is broken",
                "''             | its JSON is broken",
                "{\"nbformat\": 4, \"cells\": []} more | its JSON is broken",
                "[1, 2]         | expected a JSON object",
                "{\"nbformat\": 3, \"worksheets\": []} | has nbformat 3, expected 4",
                "{}             | has nbformat null, expected 4",
                "{\"nbformat\": 4} | no list of cells",
                "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]} | entry 1 of its cells",
            })
    void tellsWhatIsWrongWithAFile(String content, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.ipynb"), content);
        assertThatThrownBy(() -> NotebookReader.read(file))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("broken.ipynb")
                .hasMessageContaining(message);
    }

    @Test
    void tellsOfAMissingFileAFolderAndBytesThatAreNoText() throws IOException {
        assertThatThrownBy(() -> NotebookReader.read(folder.resolve("none.ipynb")))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("there is no notebook");
        assertThatThrownBy(() -> NotebookReader.read(folder))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("is a folder");
        Path latin = folder.resolve("latin.ipynb");
        Files.write(latin, "{\"ä\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> NotebookReader.read(latin))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void solutionsOfExercisesMayBeLeftOut() throws IOException {
        String text =
                """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                 {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": "1"},
                 {"cell_type": "code", "id": "b", "metadata": {"tags": ["solution"]}, "outputs": [], "source": "2"},
                 {"cell_type": "markdown", "id": "c", "metadata": {"tags": ["solution"]}, "source": "3"},
                 {"cell_type": "code", "id": "d", "metadata": {"tags": ["other"]}, "outputs": [], "source": "4"}]}
                """;
        Notebook notebook =
                NotebookReader.read(Files.writeString(folder.resolve("exercises.ipynb"), text));
        notebook.withoutSolutions();
        assertThat(notebook.cells())
                .extracting(Notebook.Cell::source)
                .containsExactly("1", "3", "4");
    }

    @Test
    void preparesWithoutOutputsAndWithTheSameIdsEveryTime() throws IOException {
        String text =
                """
                {"nbformat": 4, "nbformat_minor": 2, "metadata": {"title": "T"}, "cells": [
                  {"cell_type": "code", "source": ["int a = 1;\\n", "a"], "execution_count": 7,
                   "metadata": {"tags": ["parameters"]},
                   "outputs": [{"output_type": "stream", "name": "stdout", "text": "old"}]},
                  {"cell_type": "markdown", "source": "text", "id": "mine", "metadata": {}},
                  {"cell_type": "markdown", "source": "text", "id": "mine", "metadata": {}}]}
                """;
        Path file = Files.writeString(folder.resolve("a.ipynb"), text);
        Notebook first = NotebookReader.read(file);
        first.prepare();
        Notebook second = NotebookReader.read(file);
        second.prepare();
        assertThat(first.json()).isEqualTo(second.json());
        assertThat(first.json().toString()).doesNotContain("old").contains("\"title\":\"T\"");
        assertThat(first.cells().stream().map(c -> c.json().get("id").getAsString()))
                .containsExactly("cell-1", "mine", "cell-3");
        assertThat(first.parametersCell().orElseThrow().source()).isEqualTo("int a = 1;\na");
    }
}
