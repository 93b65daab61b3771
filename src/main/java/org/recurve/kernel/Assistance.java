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
        List<Completion> matches = List.of();
        String replaced = "";
        try {
            String java = magics.toJava(before);
            CodeScan scan = new CodeScan(java);
            String magic = MagicText.unfinishedName(before);
            if (scan.place() != CodeScan.Place.CODE) {
                String text = before.substring(scan.start() + 1);
                if (scan.place() == CodeScan.Place.STRING
                        && PathCompletion.isPath(before.substring(0, scan.start()), text)) {
                    replaced = PathCompletion.name(text);
                    matches = PathCompletion.of(text);
                }
            } else if (magic != null) {
                replaced = magic;
                matches = magics.startingWith(magic, before);
            } else if (magics.endsInArguments(before)) {
                String path = before.substring(1 + lastOf(before, " \t\n\"'"));
                replaced = PathCompletion.name(path);
                matches = PathCompletion.of(path);
            } else {
                replaced = CodeCompletion.name(java);
                matches = new CodeCompletion(analysis, compiler, java).complete();
            }
        } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
            // The compiler gives up on some broken code in its own ways.
            LOG.log(Level.FINE, "no completion", e);
        }
        int end = before.codePointCount(0, before.length());
        return new Completions(matches, end - replaced.codePointCount(0, replaced.length()), end);
    }

    private static int lastOf(String text, String characters) {
        int last = -1;
        for (char c : characters.toCharArray()) {
            last = Math.max(last, text.lastIndexOf(c));
        }
        return last;
    }

    /**
     * {@return signatures and documentation at the cursor, or {@code null} where there are none}
     *
     * @param detail whether the source is wanted as well
     */
    DisplayData inspect(String code, int cursor, boolean detail) {
        try {
            String java = magics.toJava(code);
            return new Inspection(analysis, compiler, java, index(code, cursor), detail).inspect();
        } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
            LOG.log(Level.FINE, "no inspection", e);
            return null;
        }
    }

    /** {@return Jupyter's word for how finished the code is, or the indent of its next line} */
    String isComplete(String code) {
        return Completeness.of(analysis, code, magics.toJava(code));
    }

    /** A place as Java counts: surrogates, of which some characters have two. */
    private static int index(String code, int cursor) {
        int points = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.max(0, Math.min(cursor, points)));
    }
}
