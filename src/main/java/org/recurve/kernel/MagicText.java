package org.recurve.kernel;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The magics in a cell that is being written. */
final class MagicText {
    private static final Pattern NAME = Pattern.compile("(?:^|=)[ \\t]*(%%?\\w*)$");
    private static final Pattern MAGIC = Pattern.compile("(?:[^%\"]*=)?[ \\t]*%(\\w+)[ \\t]");

    private final Supplier<Set<String>> lineNames;
    private final Supplier<Set<String>> cellNames;

    MagicText(Supplier<Set<String>> lineNames, Supplier<Set<String>> cellNames) {
        this.lineNames = lineNames;
        this.cellNames = cellNames;
    }

    /** {@return the beginning of a magic's name at the end of the code, with its percent signs} */
    static String unfinishedName(String code) {
        Matcher line = NAME.matcher(lastLine(code));
        return line.find() ? line.group(1) : null;
    }

    /**
     * {@return magics whose names start so}
     *
     * @param name with its percent signs
     * @param code that ends in the name
     */
    List<Completion> startingWith(String name, String code) {
        TreeSet<String> found = new TreeSet<>();
        if (code.strip().equals(name)) {
            cellNames.get().forEach(magic -> found.add("%%" + magic));
        }
        lineNames.get().forEach(magic -> found.add("%" + magic));
        return found.stream()
                .filter(magic -> magic.startsWith(name))
                .map(magic -> new Completion(magic, "magic", ""))
                .toList();
    }

    /** {@return what is written of a magic's last argument; or {@code null} where that is code} */
    String unfinishedArgument(String code) {
        String line = lastLine(code);
        Matcher magic = MAGIC.matcher(line);
        boolean opensCell = line.length() == code.length();
        return magic.lookingAt()
                        && isMagic(magic.group(1), opensCell)
                        && !MagicLines.RAW.contains(magic.group(1))
                ? line.replaceFirst(".*[\\s\"']", "")
                : null;
    }

    private static String lastLine(String code) {
        return code.substring(code.lastIndexOf('\n') + 1);
    }

    private boolean isMagic(String name, boolean opensCell) {
        return opensCell || lineNames.get().contains(name);
    }

    /** {@return Java of the same length, with blanks for magics and their arguments} */
    String toJava(String cell) {
        Matcher whole = MagicLines.CELL.matcher(cell);
        if (whole.matches()) {
            return MagicLines.RAW.contains(whole.group(1))
                    ? blanks(cell.substring(0, whole.end(1))) + cell.substring(whole.end(1))
                    : blanks(cell);
        }
        int start = cell.length() - cell.stripLeading().length();
        StringBuilder java = new StringBuilder(cell);
        MagicLines.LINE
                .matcher(cell)
                .results()
                .filter(line -> isMagic(line.group(2), line.start() <= start && line.end() > start))
                .forEach(line -> replace(java, line));
        return java.toString();
    }

    private static void replace(StringBuilder java, MatchResult line) {
        java.replace(line.start(), line.end(), java(line));
        // What is timed ends with its line.
        if (line.end() < java.length() && MagicLines.RAW.contains(line.group(2))) {
            java.setCharAt(line.end(), ';');
        }
    }

    private static String java(MatchResult line) {
        String magic = "%" + line.group(2);
        if (MagicLines.RAW.contains(line.group(2))) {
            return line.group(1) + blanks(magic) + line.group(3);
        }
        int length = magic.length() + line.group(3).length();
        String value = line.group(1).isBlank() ? "" : length < 5 ? "0;" : "null;";
        return line.group(1) + value + " ".repeat(length - value.length());
    }

    private static String blanks(String text) {
        return text.replaceAll("[^\n]", " ");
    }
}
