package org.recurve.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** What the cells of a notebook have declared. */
final class Declarations {
    private record Row(String name, String kind, String cell) {}

    private final Sources sources;
    private final List<Row> rows = new ArrayList<>();

    private Declarations(Sources sources) {
        this.sources = sources;
    }

    /** {@return variables, methods and types, a line each: its name, what it is, and where} */
    static String list(JShell shell, Sources sources) {
        Declarations all = new Declarations(sources);
        shell.variables().forEach(v -> all.add(v, v.name(), v.typeName()));
        shell.methods().forEach(m -> all.add(m, m.name(), m.signature()));
        shell.types().forEach(t -> all.add(t, t.name(), kind(t)));
        return all.text();
    }

    /** {@return {@code record}, {@code class} and so on} */
    private static String kind(Snippet type) {
        return type.subKind().name().replaceFirst("_.*", "").toLowerCase(Locale.ROOT);
    }

    private void add(Snippet snippet, String name, String kind) {
        Sources.Origin origin = sources.get(snippet.id());
        // JShell keeps the values of expressions in variables $1, $2 that nobody declared.
        if (origin != null && !name.startsWith("$")) {
            rows.add(new Row(name, kind, origin.cell()));
        }
    }

    private String text() {
        if (rows.isEmpty()) {
            return "nothing is declared yet\n";
        }
        int names = rows.stream().mapToInt(row -> row.name().length()).max().orElseThrow();
        int kinds = rows.stream().mapToInt(row -> row.kind().length()).max().orElseThrow();
        String line = "%-" + names + "s  %-" + kinds + "s  %s%n";
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(line.formatted(row.name(), row.kind(), row.cell())));
        return text.toString();
    }
}
