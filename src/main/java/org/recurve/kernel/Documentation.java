package org.recurve.kernel;

import com.sun.source.doctree.DocCommentTree;
import java.io.IOException;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Documentation of what a cell names, from its source where that is on the machine. */
final class Documentation {
    private final CellCompiler compiler;
    private final LibrarySources sources;
    private final CompiledCell cell;

    Documentation(CellCompiler compiler, CompiledCell cell) {
        this.compiler = compiler;
        this.cell = cell;
        sources = new LibrarySources(compiler.files());
    }

    /** {@return where a declaration stands, or {@code null} where that is not on this machine} */
    DeclaredSource source(Element element) throws IOException {
        return DeclaredSource.of(compiler, sources, cell, element);
    }

    /**
     * {@return the documentation of a declaration, of its parents where it has none of its own, or
     * the empty string}
     *
     * @param source of the declaration, or {@code null}
     * @param markdown or plain text
     */
    String of(Element element, DeclaredSource source, boolean markdown) throws IOException {
        DocCommentTree comment = source == null ? null : source.comment();
        if (comment != null) {
            String inherited =
                    comment.toString().contains("{@inheritDoc")
                            ? inherited(element, markdown, true)
                            : "";
            return JavadocText.of(source.trees(), comment, markdown, inherited);
        }
        if (element instanceof ExecutableElement method) {
            String component = source == null ? component(method, markdown) : "";
            return component.isEmpty() ? inherited(element, markdown, false) : component;
        }
        return "";
    }

    /** {@return the first sentence on a type, or the empty string} */
    String summary(TypeElement type, boolean markdown) throws IOException {
        DeclaredSource source = source(type);
        DocCommentTree comment = source == null ? null : source.comment();
        return comment == null ? "" : JavadocText.firstSentence(source.trees(), comment, markdown);
    }

    /** A record documents its components, not the methods that read them. */
    private String component(ExecutableElement method, boolean markdown) throws IOException {
        Element type = method.getEnclosingElement();
        if (type.getKind() != ElementKind.RECORD) {
            return "";
        }
        DeclaredSource source = source(type);
        DocCommentTree comment = source == null ? null : source.comment();
        if (comment == null) {
            return "";
        }
        return method.getKind() == ElementKind.CONSTRUCTOR
                ? JavadocText.of(source.trees(), comment, markdown, "")
                : JavadocText.parameter(
                        source.trees(), comment, method.getSimpleName().toString(), markdown);
    }

    private String inherited(Element element, boolean markdown, boolean descriptionOnly)
            throws IOException {
        if (!(element instanceof ExecutableElement method)) {
            return "";
        }
        TypeElement type = (TypeElement) method.getEnclosingElement();
        for (TypeElement parent : cell.parents(type)) {
            for (Element member : parent.getEnclosedElements()) {
                if (member instanceof ExecutableElement above
                        && cell.elements().overrides(method, above, type)) {
                    DeclaredSource source = source(above);
                    DocCommentTree comment = source == null ? null : source.comment();
                    if (comment != null) {
                        return descriptionOnly
                                ? JavadocText.description(source.trees(), comment, markdown)
                                : JavadocText.of(source.trees(), comment, markdown, "");
                    }
                }
            }
        }
        return "";
    }
}
