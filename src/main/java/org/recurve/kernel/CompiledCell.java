package org.recurve.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The compiled code of a cell: what its names stand for. */
final class CompiledCell {
    private final JavacTask task;
    private final DocTrees trees;
    private final CompilationUnitTree unit;
    private final int start;
    private final Map<String, TypeElement> types = new HashMap<>();

    CompiledCell(JavacTask task, CompilationUnitTree unit, int start, List<String> typeNames) {
        this.task = task;
        this.unit = unit;
        this.start = start;
        trees = DocTrees.instance(task);
        Map<String, Tree> fields = new HashMap<>();
        ClassTree whole = (ClassTree) unit.getTypeDecls().get(0);
        whole.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .forEach(field -> fields.put(field.getName().toString(), field));
        TreePath path = new TreePath(new TreePath(unit), whole);
        for (int i = 0; i < typeNames.size(); i++) {
            Tree field = fields.get(wanted(i));
            Element element = field == null ? null : trees.getElement(new TreePath(path, field));
            if (element != null
                    && element.asType().getKind() == TypeKind.DECLARED
                    && element.asType() instanceof DeclaredType type) {
                types.put(typeNames.get(i), (TypeElement) type.asElement());
            }
        }
    }

    /** {@return the name of the field that has a wanted type} */
    static String wanted(int index) {
        return CellBlock.OWN + "Type" + index;
    }

    DocTrees trees() {
        return trees;
    }

    Elements elements() {
        return task.getElements();
    }

    Types types() {
        return task.getTypes();
    }

    /** {@return all classes and interfaces above a type, the nearest first} */
    List<TypeElement> parents(TypeElement type) {
        List<TypeElement> found = new ArrayList<>();
        List<TypeMirror> level = List.of(type.asType());
        while (!level.isEmpty()) {
            List<TypeMirror> above = new ArrayList<>();
            for (TypeMirror one : level) {
                above.addAll(types().directSupertypes(one));
            }
            above.forEach(one -> found.add((TypeElement) ((DeclaredType) one).asElement()));
            level = above;
        }
        return found;
    }

    /** {@return names of the classes whose static members are imported} */
    List<String> staticImports() {
        return unit.getImports().stream()
                .filter(ImportTree::isStatic)
                .map(one -> (MemberSelectTree) one.getQualifiedIdentifier())
                .map(name -> name.getExpression().toString())
                .toList();
    }

    /** {@return the wanted type of this name, or {@code null} where it is none} */
    TypeElement type(String name) {
        return types.get(name);
    }

    /**
     * Finds the tree that a name stands for.
     *
     * @param name the word there
     * @param inBlock where the name starts
     * @return the innermost, or {@code null}
     */
    TreePath find(String name, int inBlock) {
        Finder finder = new Finder(name, start + inBlock);
        finder.scan(unit, null);
        return finder.found;
    }

    /** {@return what a path's name stands for; of {@code new}, the constructor; or {@code null}} */
    Element element(TreePath path) {
        TreePath parent = path.getParentPath();
        if (parent.getLeaf() instanceof ParameterizedTypeTree) {
            parent = parent.getParentPath();
        }
        boolean creates =
                parent.getLeaf() instanceof NewClassTree made
                        && contains(made.getIdentifier(), path.getLeaf());
        Element element = trees.getElement(creates ? parent : path);
        if (creates && element == null) {
            element = trees.getElement(path);
        }
        boolean known =
                element != null
                        && element.getKind() != ElementKind.PACKAGE
                        && element.asType().getKind() != TypeKind.ERROR;
        return known ? element : null;
    }

    private static boolean contains(Tree type, Tree name) {
        return type == name
                || (type instanceof ParameterizedTypeTree generic && generic.getType() == name);
    }

    private final class Finder extends TreePathScanner<Void, Void> {
        private final SourcePositions positions = trees.getSourcePositions();
        private final String name;
        private final long from;
        private TreePath found;

        Finder(String name, long from) {
            this.name = name;
            this.from = from;
        }

        private void look(Tree tree, Name own, long first) {
            if (own.contentEquals(name) && first == from) {
                found = new TreePath(getCurrentPath().getParentPath(), tree);
            }
        }

        private long start(Tree tree) {
            return positions.getStartPosition(unit, tree);
        }

        private long end(Tree tree) {
            return positions.getEndPosition(unit, tree);
        }

        // The compiler keeps no place of a declared name.
        private void declared(Tree tree, Name own, long after) {
            if (own.contentEquals(name) && after <= from && from < end(tree)) {
                found = getCurrentPath();
            }
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void unused) {
            look(tree, tree.getName(), start(tree));
            return super.visitIdentifier(tree, null);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
            look(tree, tree.getIdentifier(), end(tree) - name.length());
            return super.visitMemberSelect(tree, null);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
            look(tree, tree.getName(), end(tree) - name.length());
            return super.visitMemberReference(tree, null);
        }

        @Override
        public Void visitVariable(VariableTree tree, Void unused) {
            declared(tree, tree.getName(), Math.max(start(tree), end(tree.getModifiers())));
            return super.visitVariable(tree, null);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void unused) {
            declared(tree, tree.getName(), Math.max(start(tree), end(tree.getReturnType())));
            return super.visitMethod(tree, null);
        }

        @Override
        public Void visitClass(ClassTree tree, Void unused) {
            declared(tree, tree.getSimpleName(), Math.max(start(tree), end(tree.getModifiers())));
            return super.visitClass(tree, null);
        }

        @Override
        public Void visitErroneous(ErroneousTree tree, Void unused) {
            return scan(tree.getErrorTrees(), null);
        }
    }
}
