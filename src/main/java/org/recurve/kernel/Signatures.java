package org.recurve.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Declarations in short, with simple names of types. */
final class Signatures {
    private static final Pattern PACKAGE = Pattern.compile("(?<![\\w$.])(?:[a-z_]\\w*\\.)+(?=\\w)");
    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(?:\\([^)]*\\))?\\s*,?");
    private static final Pattern CAPTURE = Pattern.compile("capture#\\d+ of ");

    private static final Pattern CELL =
            Pattern.compile(Pattern.quote(CellBlock.OWN) + "\\d*(?:\\.|$|(?=\\W))");

    private Signatures() {}

    /** {@return a type without packages} */
    static String type(TypeMirror type) {
        String name = ANNOTATION.matcher(type.toString()).replaceAll("");
        name = withoutCell(CAPTURE.matcher(name).replaceAll(""));
        return PACKAGE.matcher(name).replaceAll("").replaceAll(",(?=\\S)", ", ").strip();
    }

    /** {@return a name without the classes that a cell is compiled in} */
    static String withoutCell(String name) {
        return CELL.matcher(name).replaceAll("");
    }

    /** {@return how a name is written, with the parentheses of a call} */
    static String text(Element element, boolean reference) {
        String name = element.getSimpleName().toString();
        return !reference && element instanceof ExecutableElement method
                ? name + (method.getParameters().isEmpty() ? "()" : "(")
                : name;
    }

    /**
     * {@return parameters and result of a method, with a word on how many overloads there are; or
     * the type of a variable; or nothing for a type}
     *
     * @param cell whose code is looked at
     * @param elements a variable, a type, or the overloads of a method
     * @param receiver whose members they are, or {@code null}
     */
    static String of(CompiledCell cell, List<Element> elements, DeclaredType receiver) {
        Element first = elements.get(0);
        TypeMirror type = first.asType();
        if (receiver != null) {
            try {
                type = cell.types().asMemberOf(receiver, first);
            } catch (IllegalArgumentException e) {
                // A static member of an interface, which has no view from another type.
                type = first.asType();
            }
        }
        if (first instanceof ExecutableElement method) {
            ExecutableType called = (ExecutableType) type;
            List<String> names =
                    method.getParameters().stream()
                            .map(parameter -> parameter.getSimpleName().toString())
                            .toList();
            int others = elements.size() - 1;
            return parameters(method, called.getParameterTypes(), names)
                    + (method.getKind() == ElementKind.CONSTRUCTOR
                            ? ""
                            : " → " + type(called.getReturnType()))
                    + (others == 0
                            ? ""
                            : others == 1 ? ", +1 overload" : ", +" + others + " overloads");
        }
        return first instanceof VariableElement ? type(type) : "";
    }

    private static String parameters(
            ExecutableElement method, List<? extends TypeMirror> types, List<String> names) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String type = type(types.get(i));
            if (method.isVarArgs() && i == types.size() - 1) {
                type = type.replaceFirst("\\[]$", "...");
            }
            String name = i < names.size() ? names.get(i) : "";
            parts.add(name.matches("arg\\d+|") ? type : type + " " + name);
        }
        return "(" + String.join(", ", parts) + ")";
    }

    /**
     * {@return a declaration as it might stand in a source file, on one line, without its body}
     *
     * @param element declared
     * @param names of a method's parameters from its source file, or an empty list
     */
    static String declaration(Element element, List<String> names) {
        String modifiers = element.getModifiers().contains(Modifier.STATIC) ? "static " : "";
        if (element instanceof ExecutableElement method) {
            return modifiers + method(method, names);
        } else if (element instanceof TypeElement type) {
            return word(type) + type(type.asType()) + components(type) + above(type);
        } else if (element instanceof VariableElement variable
                && element.getKind() != ElementKind.ENUM_CONSTANT) {
            Object constant = variable.getConstantValue();
            return modifiers
                    + type(element.asType())
                    + " "
                    + element
                    + (constant == null ? "" : " = " + constant(constant));
        }
        return element.getKind() == ElementKind.PACKAGE ? "package " + element : element.toString();
    }

    private static String constant(Object value) {
        return value instanceof String ? "\"" + value + "\"" : value.toString();
    }

    private static String method(ExecutableElement method, List<String> names) {
        List<String> own =
                names.isEmpty()
                        ? method.getParameters().stream()
                                .map(parameter -> parameter.getSimpleName().toString())
                                .toList()
                        : names;
        List<? extends TypeMirror> types =
                method.getParameters().stream().map(Element::asType).toList();
        String generic =
                method.getTypeParameters().stream()
                        .map(Signatures::typeParameter)
                        .collect(Collectors.joining(", "));
        String thrown =
                method.getThrownTypes().stream()
                        .map(Signatures::type)
                        .collect(Collectors.joining(", "));
        boolean constructor = method.getKind() == ElementKind.CONSTRUCTOR;
        return (generic.isEmpty() ? "" : "<" + generic + "> ")
                + (constructor
                        ? method.getEnclosingElement().getSimpleName()
                        : type(method.getReturnType()) + " " + method.getSimpleName())
                + parameters(method, types, own)
                + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String typeParameter(TypeParameterElement parameter) {
        String bounds =
                parameter.getBounds().stream()
                        .map(Signatures::type)
                        .filter(bound -> !bound.equals("Object"))
                        .collect(Collectors.joining(" & "));
        return bounds.isEmpty() ? parameter.toString() : parameter + " extends " + bounds;
    }

    private static String word(TypeElement type) {
        return switch (type.getKind()) {
            case INTERFACE -> "interface ";
            case ENUM -> "enum ";
            case RECORD -> "record ";
            case ANNOTATION_TYPE -> "@interface ";
            default ->
                    type.getModifiers().contains(Modifier.ABSTRACT) ? "abstract class " : "class ";
        };
    }

    private static String components(TypeElement type) {
        return type.getKind() != ElementKind.RECORD
                ? ""
                : type.getRecordComponents().stream()
                        .map(component -> type(component.asType()) + " " + component)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String above(TypeElement type) {
        String parent = type(type.getSuperclass());
        String interfaces =
                type.getInterfaces().stream()
                        .map(Signatures::type)
                        .collect(Collectors.joining(", "));
        boolean plain =
                type.getSuperclass().getKind() == TypeKind.NONE
                        || type.getKind() != ElementKind.CLASS
                        || parent.equals("Object");
        String word = type.getKind().isInterface() ? " extends " : " implements ";
        return (plain ? "" : " extends " + parent)
                + (interfaces.isEmpty() ? "" : word + interfaces);
    }
}
