package org.recurve.kernel;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A declaration as it stands in a source file.
 *
 * @param trees of the parsed file
 * @param path to the declaration
 */
record DeclaredSource(DocTrees trees, TreePath path) {
    /**
     * {@return where a declaration stands, or {@code null} where no file holds it}
     *
     * @param compiler that parses the file
     * @param sources that has the file
     * @param cell whose own declarations need no file
     * @param element declared
     * @throws IOException if a file cannot be read
     */
    static DeclaredSource of(
            CellCompiler compiler, LibrarySources sources, CompiledCell cell, Element element)
            throws IOException {
        TreePath own = cell.trees().getPath(element);
        if (own != null) {
            return new DeclaredSource(cell.trees(), own);
        }
        Deque<TypeElement> types = new ArrayDeque<>();
        Element enclosing = element;
        while (enclosing != null && enclosing.getKind() != ElementKind.PACKAGE) {
            if (enclosing instanceof TypeElement type) {
                types.push(type);
            }
            enclosing = enclosing.getEnclosingElement();
        }
        String text = types.isEmpty() ? null : sources.find(cell.elements(), types.peek());
        if (text == null) {
            return null;
        }
        JavacTask task = compiler.task(text);
        CompilationUnitTree unit = task.parse().iterator().next();
        TreePath path = new TreePath(unit);
        List<? extends Tree> members = unit.getTypeDecls();
        for (TypeElement type : types) {
            ClassTree found =
                    of(members, ClassTree.class)
                            .filter(one -> one.getSimpleName().contentEquals(type.getSimpleName()))
                            .findFirst()
                            .orElse(null);
            if (found == null) {
                return null;
            }
            path = new TreePath(path, found);
            members = found.getMembers();
        }
        if (!(element instanceof TypeElement)) {
            Tree member = member(members, element);
            if (member == null) {
                return null;
            }
            path = new TreePath(path, member);
        }
        return new DeclaredSource(DocTrees.instance(task), path);
    }

    private static <T> Stream<T> of(List<? extends Tree> trees, Class<T> kind) {
        return trees.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static Tree member(List<? extends Tree> members, Element element) {
        if (element instanceof ExecutableElement method) {
            List<String> types =
                    method.getParameters().stream()
                            .map(parameter -> plain(parameter.asType().toString()))
                            .toList();
            return of(members, MethodTree.class)
                    .filter(one -> one.getName().contentEquals(element.getSimpleName()))
                    .filter(
                            one ->
                                    one.getParameters().stream()
                                            .map(parameter -> plain(parameter.getType().toString()))
                                            .toList()
                                            .equals(types))
                    .findFirst()
                    .orElse(null);
        }
        return of(members, VariableTree.class)
                .filter(one -> one.getName().contentEquals(element.getSimpleName()))
                .findFirst()
                .orElse(null);
    }

    // The file may say Map.Entry<K, V> where the compiler says java.util.Map.Entry<K,V>.
    private static String plain(String type) {
        String name = type.replaceAll("@[\\w.]+(\\([^)]*\\))?\\s*", "").replace("...", "[]");
        String shorter = name.replaceAll("<[^<>]*>", "");
        while (!shorter.equals(name)) {
            name = shorter;
            shorter = name.replaceAll("<[^<>]*>", "");
        }
        return name.replaceAll("(\\w+\\.)+", "").replaceAll("\\s+|,$", "");
    }

    /** {@return the documentation comment, or {@code null}} */
    DocCommentTree comment() {
        return trees.getDocCommentTree(path);
    }

    /** {@return names of a method's parameters} */
    List<String> parameterNames() {
        return path.getLeaf() instanceof MethodTree method
                ? method.getParameters().stream().map(one -> one.getName().toString()).toList()
                : List.of();
    }

    /**
     * {@return the text of the declaration, from its modifiers on}
     *
     * @throws IOException never in practice: the file has been read
     */
    String text() throws IOException {
        SourcePositions positions = trees.getSourcePositions();
        CompilationUnitTree unit = path.getCompilationUnit();
        String all = unit.getSourceFile().getCharContent(true).toString();
        int start = (int) positions.getStartPosition(unit, path.getLeaf());
        int end = (int) positions.getEndPosition(unit, path.getLeaf());
        if (start < 0 || end < start) {
            return "";
        }
        int line = all.lastIndexOf('\n', start - 1) + 1;
        return (" ".repeat(start - line) + all.substring(start, end)).stripIndent();
    }
}
