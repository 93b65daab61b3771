package org.recurve.metric;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** White space as Python's {@code split()} knows it: more than Java's, such as no-break spaces. */
final class WhiteSpace {
    private static final String ONE = "[\\s\\x1c-\\x1f\\x85\\p{Z}]";
    private static final Pattern SOME = Pattern.compile(ONE + "+");
    private static final Pattern AT_END = Pattern.compile(ONE + "+\\z");

    private WhiteSpace() {}

    static List<String> split(String text) {
        return Stream.of(SOME.split(text)).filter(word -> !word.isEmpty()).toList();
    }

    static String remove(String text) {
        return SOME.matcher(text).replaceAll("");
    }

    static String stripEnd(String text) {
        return AT_END.matcher(text).replaceFirst("");
    }
}
