package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.SourceCodeAnalysis;

/**
 * What an editor asks while a cell is being written. Positions are the protocol's: Unicode code
 * points. No code is too broken to ask about; of some there is nothing to tell.
 */
final class Assistance {
    private static final Logger LOG = Logger.getLogger(Assistance.class.getName());

    private final SourceCodeAnalysis analysis;
    private final CellCompiler compiler;
    private final MagicText magics;

    /** Completions, and the unfinished text that they replace. */
    private record Found(List<Completion> matches, String replaced) {}

    private static final Found NOTHING = new Found(List.of(), "");

    /**
     * Makes assistance for the cells of one notebook.
     *
     * @param analysis of the notebook's JShell
     * @param compiler for its code
     * @param magics that there are
     */
    Assistance(SourceCodeAnalysis analysis, CellCompiler compiler, MagicText magics) {
        this.analysis = analysis;
        this.compiler = compiler;
        this.magics = magics;
    }

    /** {@return what may be written at the cursor, the best first} */
    Completions complete(String code, int cursor) {
        String before = code.substring(0, index(code, cursor));
        Found found = NOTHING;
        synchronized (compiler) {
            try {
                found = find(before, magics.toJava(before));
            } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
                // The compiler gives up on some broken code in its own ways.
                LOG.log(Level.FINE, "no completion", e);
            }
        }
        int end = points(before);
        return new Completions(found.matches(), end - points(found.replaced()), end);
    }

    private Found find(String before, String java) throws IOException {
        CodeScan scan = new CodeScan(java);
        if (scan.place() == CodeScan.Place.STRING) {
            String text = before.substring(scan.start() + 1);
            boolean path = PathCompletion.isPath(before.substring(0, scan.start()), text);
            return path ? paths(text) : NOTHING;
        } else if (scan.place() != CodeScan.Place.CODE) {
            return NOTHING;
        }
        String magic = MagicText.unfinishedName(before);
        if (magic != null) {
            return new Found(magics.startingWith(magic, before), magic);
        }
        String argument = magics.unfinishedArgument(before);
        if (argument != null) {
            return paths(argument);
        }
        boolean foreign = java.isBlank() && !before.isBlank();
        return foreign
                ? NOTHING
                : new Found(
                        new CodeCompletion(analysis, compiler, java).complete(),
                        CodeCompletion.name(java));
    }

    private static Found paths(String path) {
        return new Found(PathCompletion.of(path), PathCompletion.name(path));
    }

    /**
     * {@return signatures and documentation at the cursor, or {@code null} where there are none}
     *
     * @param detail whether the source is wanted as well
     */
    DisplayData inspect(String code, int cursor, boolean detail) {
        String java = magics.toJava(code);
        synchronized (compiler) {
            try {
                return new Inspection(analysis, compiler, java, index(code, cursor), detail)
                        .inspect();
            } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
                LOG.log(Level.FINE, "no inspection", e);
                return null;
            }
        }
    }

    /** {@return Jupyter's word for how finished the code is, or the indent of its next line} */
    String isComplete(String code) {
        try {
            return Completeness.of(analysis, code, magics.toJava(code));
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            LOG.log(Level.FINE, "no word on completeness", e);
            return "unknown";
        }
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A place as Java counts: surrogates, of which some characters have two. */
    private static int index(String code, int cursor) {
        return code.offsetByCodePoints(0, Math.max(0, Math.min(cursor, points(code))));
    }
}
