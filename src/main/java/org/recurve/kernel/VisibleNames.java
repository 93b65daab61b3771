package org.recurve.kernel;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Scope;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** The variables, methods and types that may be named at a place of a cell, by their names. */
final class VisibleNames {
    private final CompiledCell cell;
    private final TreePath place;
    private final Map<String, List<Element>> names = new LinkedHashMap<>();
    private final List<Element> hierarchy = new ArrayList<>();
    private DeclaredType receiver;
    private boolean afterType;

    /**
     * Looks around.
     *
     * @param cell the code
     * @param place a name, known or not; behind a dot the members of what stands before it
     */
    VisibleNames(CompiledCell cell, TreePath place) {
        this.cell = cell;
        this.place = place;
        ExpressionTree before = null;
        if (place.getLeaf() instanceof MemberSelectTree select) {
            before = select.getExpression();
        } else if (place.getLeaf() instanceof MemberReferenceTree reference) {
            before = reference.getQualifierExpression();
        }
        if (before == null) {
            scope(cell.trees().getScope(place));
        } else {
            TreePath path = new TreePath(place, before);
            Element named = cell.trees().getElement(path);
            afterType = named instanceof TypeElement;
            members(cell.trees().getTypeMirror(path));
        }
    }

    private void members(TypeMirror type) {
        if (type instanceof TypeVariable variable) {
            members(variable.getUpperBound());
        } else if (type instanceof IntersectionType both) {
            members(both.getBounds().get(0));
        } else if (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
            receiver = declared;
            TypeElement element = (TypeElement) declared.asElement();
            hierarchy.addAll(hierarchy(element));
            Scope scope = cell.trees().getScope(place);
            cell.elements().getAllMembers(element).stream()
                    .filter(member -> cell.trees().isAccessible(scope, member, declared))
                    .forEach(this::add);
        }
    }

    /** The type itself, the classes above it, their interfaces, and {@code Object} last. */
    private Set<Element> hierarchy(TypeElement type) {
        Set<Element> found = new LinkedHashSet<>(List.of(type));
        found.addAll(cell.parents(type));
        Element object = cell.elements().getTypeElement("java.lang.Object");
        found.remove(object);
        found.add(object);
        return found;
    }

    private void scope(Scope innermost) {
        Set<TypeElement> classes = new LinkedHashSet<>();
        Scope scope = innermost;
        // What is around all classes are the imported types, far too many to look at.
        while (scope != null && scope.getEnclosingClass() != null) {
            for (Element local : scope.getLocalElements()) {
                if (isLocal(local)) {
                    add(local);
                }
            }
            classes.add(scope.getEnclosingClass());
            scope = scope.getEnclosingScope();
        }
        Element object = cell.elements().getTypeElement("java.lang.Object");
        for (TypeElement type : classes) {
            cell.elements().getAllMembers(type).stream()
                    .filter(member -> !member.getEnclosingElement().equals(object))
                    .forEach(this::add);
        }
        for (String imported : cell.staticImports()) {
            TypeElement type = cell.elements().getTypeElement(imported);
            if (type != null) {
                type.getEnclosedElements().stream()
                        .filter(
                                member ->
                                        member.getModifiers()
                                                .containsAll(
                                                        Set.of(Modifier.PUBLIC, Modifier.STATIC)))
                        .forEach(this::add);
            }
        }
    }

    private static boolean isLocal(Element element) {
        String name = element.getSimpleName().toString();
        return switch (element.getKind()) {
                    case CLASS, INTERFACE, RECORD, ENUM, PARAMETER, EXCEPTION_PARAMETER -> true;
                    case LOCAL_VARIABLE, RESOURCE_VARIABLE, BINDING_VARIABLE -> true;
                    default -> false;
                }
                && !name.equals("this")
                && !name.equals("super");
    }

    private void add(Element element) {
        String name = element.getSimpleName().toString();
        if (element.getKind() != ElementKind.CONSTRUCTOR && !name.startsWith(CellBlock.OWN)) {
            List<Element> same = names.computeIfAbsent(name, none -> new ArrayList<>());
            // A local variable hides a field of its name; methods of one name all count.
            if (same.isEmpty() || element.getKind() == ElementKind.METHOD) {
                same.add(element);
            }
        }
    }

    /** {@return what a name may stand for, shorter overloads first; may be empty} */
    List<Element> named(String name) {
        List<Element> all = shorterFirst(names.getOrDefault(name, List.of()));
        List<Element> fitting = all.stream().filter(this::fits).toList();
        return fitting.isEmpty() ? all : fitting;
    }

    /** Behind a type stands what is static, behind a value what is not. */
    private boolean fits(Element member) {
        return !areMembers()
                || place.getLeaf() instanceof MemberReferenceTree
                || afterType
                        == (member.getModifiers().contains(Modifier.STATIC)
                                || member.getKind().isClass()
                                || member.getKind().isInterface());
    }

    /** {@return overloads by their numbers of parameters} */
    static List<Element> shorterFirst(List<? extends Element> overloads) {
        return overloads.stream()
                .sorted(Comparator.comparingInt(VisibleNames::parameters))
                .map(Element.class::cast)
                .toList();
    }

    private static int parameters(Element element) {
        return element instanceof ExecutableElement method ? method.getParameters().size() : 0;
    }

    /** {@return the type that members are looked up in, or {@code null} where names stand alone} */
    DeclaredType receiver() {
        return receiver;
    }

    /** {@return whether names stand behind a dot} */
    boolean areMembers() {
        return receiver != null;
    }

    /** {@return how far from the receiver's own class a member is declared, or 0} */
    int distance(Element element) {
        return Math.max(0, hierarchy.indexOf(element.getEnclosingElement()));
    }

    /** {@return how the members are written that fit behind the dot} */
    Set<String> memberTexts() {
        boolean reference = place.getLeaf() instanceof MemberReferenceTree;
        Set<String> texts = new LinkedHashSet<>();
        for (List<Element> all : names.values()) {
            for (Element one : all) {
                if (fits(one) && (!reference || one.getKind() == ElementKind.METHOD)) {
                    texts.add(Signatures.text(one, reference));
                }
            }
        }
        return texts;
    }

    /**
     * {@return how the variables and methods are written that the cell or the notebook declares}
     */
    Set<String> declaredTexts() {
        Set<String> texts = new LinkedHashSet<>();
        for (List<Element> all : names.values()) {
            for (Element one : all) {
                if (!one.getKind().isClass() && !one.getKind().isInterface()) {
                    texts.add(Signatures.text(one, false));
                }
            }
        }
        return texts;
    }
}
