package org.recurve.data;

import org.recurve.core.RecurveException;

/**
 * A line of a file of word vectors: a word and its numbers, a space between each. Words may have
 * spaces themselves, as some of the GloVe vectors of Common Crawl do, so a line is read from its
 * end; what no word can end with is a space and a number.
 *
 * @param dimension how many numbers, at least 1
 */
record VectorLine(int dimension) {

    /** What a header says. */
    static VectorLine announced(String dimension, String place) {
        int count = dimension.length() > 6 ? 0 : Integer.parseInt(dimension);
        if (count < 1) {
            throw new RecurveException(
                    place + ": vectors of dimension " + dimension + ", expected 1 to 999999");
        }
        return new VectorLine(count);
    }

    /** What the first line shows: as many numbers as stand at its end. */
    static VectorLine ofFirst(String line, String place) {
        String[] fields = line.stripTrailing().split(" ", -1);
        int count = 0;
        while (count < fields.length - 1 && isNumber(fields[fields.length - 1 - count])) {
            count++;
        }
        if (count == 0) {
            throw new RecurveException(
                    place
                            + ": expected a word and its numbers with a space between each, found \""
                            + start(line)
                            + "\"");
        }
        return new VectorLine(count);
    }

    /** {@return where the word ends and the numbers begin} */
    int wordEnd(String line, String place) {
        int end = length(line);
        for (int i = 0; i < dimension; i++) {
            end = line.lastIndexOf(' ', end - 1);
            if (end <= 0) {
                throw new RecurveException(
                        "%s: expected a word and %d numbers, found %d of them: \"%s\""
                                .formatted(place, dimension, i, start(line)));
            }
        }
        int piece = line.lastIndexOf(' ', end - 1);
        if (piece >= 0 && isNumber(line.substring(piece + 1, end))) {
            throw new RecurveException(
                    "%s: expected a word and %d numbers, found more numbers: \"%s\""
                            .formatted(place, dimension, start(line)));
        }
        return end;
    }

    float[] numbers(String line, int wordEnd, String place) {
        float[] vector = new float[dimension];
        int length = length(line);
        int from = wordEnd + 1;
        for (int i = 0; i < dimension; i++) {
            int to = line.indexOf(' ', from);
            String number = line.substring(from, to < 0 || to > length ? length : to);
            vector[i] = parse(number);
            if (Float.isNaN(vector[i])) {
                throw new RecurveException(
                        "%s: number %d of \"%s\" is \"%s\", expected one such as 0.25 or -1e-3"
                                .formatted(place, i + 1, line.substring(0, wordEnd), number));
            }
            from = to + 1;
        }
        return vector;
    }

    /** word2vec writes a space after the last number, too. */
    private static int length(String line) {
        int length = line.length();
        while (length > 0 && (line.charAt(length - 1) == ' ' || line.charAt(length - 1) == '\r')) {
            length--;
        }
        return length;
    }

    /** {@return whether a text is a finite number in figures} */
    static boolean isNumber(String text) {
        return !Float.isNaN(parse(text));
    }

    /** A finite number in figures, else NaN; Java itself also reads "Infinity" and "1f". */
    private static float parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return Float.NaN;
            }
        }
        try {
            float number = Float.parseFloat(text);
            return Float.isInfinite(number) ? Float.NaN : number;
        } catch (NumberFormatException e) {
            // Figures and signs in an order that makes no number, such as a date or "...".
            return Float.NaN;
        }
    }

    private static String start(String line) {
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }
}
