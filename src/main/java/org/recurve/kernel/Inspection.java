package org.recurve.kernel;

import com.sun.source.util.TreePath;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.IOException;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import jdk.jshell.SourceCodeAnalysis;

/** Tells what stands at a place of a cell: its declaration and its documentation. */
final class Inspection {
    private static final int MOST_OVERLOADS = 8;

    private final SourceCodeAnalysis analysis;
    private final CellCompiler compiler;
    private final String java;
    private final int place;
    private final boolean detail;
    private final StringBuilder markdown = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();

    /** A name in the cell, and where it starts. */
    private record Word(String text, int start) {
        int end() {
            return start + text.length();
        }
    }

    /** What a name stands for: one thing, or the overloads that it may mean. */
    private record Meaning(CompiledCell cell, List<Element> elements, List<Element> others) {}

    /**
     * Prepares the inspection.
     *
     * @param java the whole cell, without magics
     * @param place of the cursor
     * @param detail whether the source is wanted as well
     */
    Inspection(
            SourceCodeAnalysis analysis,
            CellCompiler compiler,
            String java,
            int place,
            boolean detail) {
        this.analysis = analysis;
        this.compiler = compiler;
        this.java = java;
        this.place = place;
        this.detail = detail;
    }

    /**
     * {@return what there is to tell, or {@code null} where that is nothing}
     *
     * @throws IOException if a source file cannot be read
     */
    DisplayData inspect() throws IOException {
        for (Word word : List.of(atPlace(), ofCall())) {
            if (isName(word.text())) {
                Meaning meaning = meaning(word);
                if (meaning != null) {
                    tell(meaning);
                    DisplayData data = new DisplayData(tidy(plain));
                    data.putMarkdown(tidy(markdown));
                    return data;
                }
            }
        }
        return null;
    }

    private static String tidy(StringBuilder text) {
        return text.toString().strip().replaceAll("\\n{3,}", "\n\n");
    }

    private static boolean isName(String word) {
        return !word.isEmpty()
                && Character.isJavaIdentifierStart(word.charAt(0))
                && !CodeCompletion.isKeyword(word);
    }

    private Word atPlace() {
        // Comments and texts are blanks here.
        String masked = new CodeScan(java).masked();
        String before = CodeCompletion.name(masked.substring(0, place));
        int end = place;
        while (end < masked.length() && Character.isJavaIdentifierPart(masked.charAt(end))) {
            end++;
        }
        return new Word(before + masked.substring(place, end), place - before.length());
    }

    /** The name of the call whose parentheses are around the place. */
    private Word ofCall() {
        CodeScan scan = new CodeScan(java.substring(0, place));
        Word none = new Word("", 0);
        if (scan.place().isComment()) {
            return none;
        }
        for (int bracket : scan.open()) {
            if (java.charAt(bracket) == '{') {
                return none;
            }
            if (java.charAt(bracket) == '(') {
                String before = withoutTypeArguments(scan.masked().substring(0, bracket));
                String name = CodeCompletion.name(before);
                if (!name.isEmpty()) {
                    return new Word(name, before.length() - name.length());
                }
            }
        }
        return none;
    }

    private static String withoutTypeArguments(String text) {
        String before = text.stripTrailing();
        if (!before.endsWith(">")) {
            return before;
        }
        int depth = 0;
        for (int i = before.length() - 1; i >= 0; i--) {
            depth += before.charAt(i) == '>' ? 1 : before.charAt(i) == '<' ? -1 : 0;
            if (depth == 0) {
                return before.substring(0, i).stripTrailing();
            }
        }
        return before;
    }

    private Meaning meaning(Word word) throws IOException {
        CellBlock block = new CellBlock(analysis, java);
        CompiledCell cell = compiler.compile(block, block.text(), List.of());
        TreePath path = cell.find(word.text(), block.position(word.start()));
        if (path == null) {
            return null;
        }
        Element element = cell.element(path);
        if (element == null) {
            List<Element> named = named(word, cell, path);
            return named.isEmpty() ? null : new Meaning(cell, named, List.of());
        }
        List<Element> others =
                switch (element.getKind()) {
                    case METHOD -> named(word, cell, path);
                    case CONSTRUCTOR -> constructors(element);
                    default -> List.of();
                };
        // Of what the cell declares there may be a second copy, so equal ones are left out.
        String own = Signatures.declaration(element, List.of());
        return new Meaning(
                cell,
                List.of(element),
                others.stream()
                        .filter(one -> !Signatures.declaration(one, List.of()).equals(own))
                        .toList());
    }

    private List<Element> named(Word word, CompiledCell cell, TreePath path) {
        boolean call = java.substring(word.end()).stripLeading().startsWith("(");
        return new VisibleNames(cell, path)
                .named(word.text()).stream()
                        .filter(one -> !call || one instanceof ExecutableElement)
                        .toList();
    }

    private static List<Element> constructors(Element one) {
        return VisibleNames.shorterFirst(
                ElementFilter.constructorsIn(one.getEnclosingElement().getEnclosedElements()));
    }

    private void tell(Meaning meaning) throws IOException {
        Documentation documentation = new Documentation(compiler, meaning.cell());
        for (Element element : meaning.elements().stream().limit(MOST_OVERLOADS).toList()) {
            tell(element, documentation);
        }
        if (!meaning.others().isEmpty()) {
            StringBuilder lines = new StringBuilder();
            for (Element other : meaning.others()) {
                lines.append(Signatures.declaration(other, List.of())).append('\n');
            }
            markdown.append("**Overloads**\n\n```java\n").append(lines).append("```\n\n");
            plain.append("Overloads:\n").append(lines.toString().indent(4)).append('\n');
        }
    }

    private void tell(Element element, Documentation documentation) throws IOException {
        DeclaredSource source = documentation.source(element);
        String declaration =
                Signatures.declaration(
                        element, source == null ? List.of() : source.parameterNames());
        markdown.append("```java\n").append(declaration).append("\n```\n\n");
        plain.append(declaration).append("\n\n");
        String home = home(element);
        if (!home.isEmpty()) {
            markdown.append("in `").append(home).append("`\n\n");
            plain.append("in ").append(home).append("\n\n");
        }
        if (element.getKind().isField() || isLocalVariable(element)) {
            typeOf(element, documentation);
        }
        markdown.append(documentation.of(element, source, true)).append("\n\n");
        plain.append(documentation.of(element, source, false)).append("\n\n");
        if (detail && source != null) {
            markdown.append("```java\n").append(source.text()).append("\n```\n\n");
            plain.append(source.text()).append("\n\n");
        }
    }

    private void typeOf(Element variable, Documentation documentation) throws IOException {
        if (variable.asType().getKind() == TypeKind.DECLARED
                && variable.asType() instanceof DeclaredType declared) {
            TypeElement type = (TypeElement) declared.asElement();
            String summary = documentation.summary(type, true);
            if (!summary.isEmpty()) {
                String name = type.getSimpleName().toString();
                markdown.append("`" + name + "`: ").append(summary).append("\n\n");
                plain.append(name + ": ").append(documentation.summary(type, false));
                plain.append("\n\n");
            }
        }
    }

    private static boolean isLocalVariable(Element element) {
        return switch (element.getKind()) {
            case LOCAL_VARIABLE, PARAMETER, EXCEPTION_PARAMETER, RESOURCE_VARIABLE -> true;
            case BINDING_VARIABLE -> true;
            default -> false;
        };
    }

    /** The class that a member is in, or the package of a class; none for what a cell declares. */
    private static String home(Element element) {
        Element enclosing = element.getEnclosingElement();
        boolean member =
                element.getKind().isField()
                        || element instanceof ExecutableElement
                        || element instanceof TypeElement;
        if (!member || enclosing == null) {
            return "";
        }
        return Signatures.withoutCell(enclosing.toString());
    }
}
