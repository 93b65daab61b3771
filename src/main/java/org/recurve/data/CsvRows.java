package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;

/** Reads comma-separated values as RFC 4180 has them, in the memory of one row. */
final class CsvRows {
    /** Takes a row, and where it begins. */
    interface Sink {
        void row(List<String> fields, String place);
    }

    private enum State {
        START,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private final DataInput input;
    private final Sink sink;
    private final StringBuilder field = new StringBuilder();
    private List<String> fields = new ArrayList<>();
    private State state = State.START;
    private long line;
    private long rowLine;
    private long quoteLine;

    private CsvRows(DataInput input, Sink sink) {
        this.input = input;
        this.sink = sink;
    }

    /**
     * Hands out the rows; blank lines are none.
     *
     * @param input the text, in UTF-8
     * @param sink takes them
     * @throws RecurveException if a quoted field does not end, or text follows its end
     */
    static void forEach(DataInput input, Sink sink) {
        new CsvRows(input, sink).read();
    }

    private void read() {
        try (TextLines lines = new TextLines(input.open(), input.where())) {
            for (String piece = lines.next(); piece != null; piece = lines.next()) {
                Cancellation.check("reading " + input.where());
                line = lines.line();
                String text =
                        piece.endsWith("\r\n")
                                ? piece.substring(0, piece.length() - 2) + "\n"
                                : piece;
                text.chars().forEach(c -> take((char) c));
            }
        }
        if (state == State.QUOTED) {
            throw new RecurveException(
                    TextLines.place(input, quoteLine)
                            + ": the double quote opened here is never closed; write a quote inside"
                            + " a field as two");
        }
        if (state != State.START || !fields.isEmpty()) {
            endField();
            endRow();
        }
    }

    private void take(char c) {
        if (state == State.START && fields.isEmpty()) {
            rowLine = line;
        }
        if (state == State.QUOTED) {
            if (c == '"') {
                state = State.CLOSED;
            } else {
                field.append(c);
            }
        } else if (c == ',') {
            endField();
        } else if (c == '\n') {
            boolean blank = state == State.START && fields.isEmpty();
            if (!blank) {
                endField();
                endRow();
            }
        } else if (c == '"' && state != State.PLAIN) {
            if (state == State.CLOSED) {
                field.append(c);
            } else {
                quoteLine = line;
            }
            state = State.QUOTED;
        } else if (state == State.CLOSED) {
            throw new RecurveException(
                    TextLines.place(input, line)
                            + ": \""
                            + c
                            + "\" follows a closing double quote, expected a comma or the line's"
                            + " end; write a quote inside a field as two");
        } else {
            field.append(c);
            state = State.PLAIN;
        }
    }

    private void endField() {
        fields.add(field.toString());
        field.setLength(0);
        state = State.START;
    }

    private void endRow() {
        List<String> row = fields;
        fields = new ArrayList<>();
        sink.row(row, TextLines.place(input, rowLine));
    }
}
