package org.recurve.kernel;

import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * What may be written at the end of a piece of Java. JShell knows what fits there; the compiler
 * knows what kind of thing it is, and what JShell does not see: a cell's own imports.
 */
final class CodeCompletion {
    /** Of more types than these, none is looked at: each costs reading a class. */
    private static final int MOST_TYPES = 100;

    private static final Pattern QUALIFIER = Pattern.compile("(\\w[\\w.]*\\.)\\s*$");

    /** Where neither a keyword nor a variable may follow. */
    private static final Pattern SPECIAL =
            Pattern.compile(
                    "(?:\\.|::|@|\\b(?:new|class|interface|enum|record|extends|implements|throws)\\s)"
                            + "\\s*$");

    private static final List<String> KEYWORDS =
            List.of(
                    ("abstract assert boolean break byte case catch char class continue default do double"
                                    + " else enum extends false final finally float for if implements import"
                                    + " instanceof int interface long new null private protected public record"
                                    + " return short static super switch synchronized this throw throws true try"
                                    + " var void while yield")
                            .split(" "));

    private final SourceCodeAnalysis analysis;
    private final CellCompiler compiler;
    private final String prefix;
    private final String before;
    private final CellBlock block;
    private final String qualifier;
    private CompiledCell cell;
    private VisibleNames names;

    /** A completion and its place among the others. */
    private record Ranked(Completion completion, int rank) {}

    /**
     * Prepares completion.
     *
     * @param java without magics, up to the cursor
     */
    CodeCompletion(SourceCodeAnalysis analysis, CellCompiler compiler, String java) {
        this.analysis = analysis;
        this.compiler = compiler;
        prefix = name(java);
        before = java.substring(0, java.length() - prefix.length());
        Matcher qualified = QUALIFIER.matcher(before);
        qualifier = qualified.find() ? qualified.group(1) : "";
        block = new CellBlock(analysis, java);
    }

    /** {@return the name that a text ends in; may be empty} */
    static String name(String text) {
        int start = text.length();
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start);
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    /**
     * {@return completions in place of the unfinished name, the best first}
     *
     * @throws IOException if the class path cannot be read
     */
    List<Completion> complete() throws IOException {
        if (!prefix.isEmpty() && !Character.isJavaIdentifierStart(prefix.charAt(0))) {
            return List.of();
        }
        Map<String, Boolean> texts = suggestions();
        look(texts);
        boolean free = !block.endsInImport() && !SPECIAL.matcher(before).find();
        if (names != null && names.areMembers()) {
            // Of a variable in an open block, JShell knows nothing and offers all there is.
            Set<String> members = names.memberTexts();
            texts.keySet().removeIf(text -> !members.contains(text) && !text.equals("class"));
            addTo(texts, members);
        } else if (names != null && free) {
            addTo(texts, names.declaredTexts());
        }
        dropDoubles(texts);
        if (free && !prefix.isEmpty()) {
            KEYWORDS.stream()
                    .filter(keyword -> keyword.startsWith(prefix))
                    .forEach(keyword -> texts.putIfAbsent(keyword, false));
        }
        return texts.entrySet().stream()
                .map(text -> ranked(text.getKey(), text.getValue()))
                .sorted(
                        Comparator.comparingInt(Ranked::rank)
                                .thenComparing(ranked -> ranked.completion().text()))
                .map(Ranked::completion)
                .toList();
    }

    private void addTo(Map<String, Boolean> texts, Set<String> more) {
        boolean all = texts.isEmpty();
        more.stream()
                .filter(text -> text.startsWith(prefix))
                .forEach(text -> texts.putIfAbsent(text, all || !names.areMembers()));
    }

    /** JShell's texts, with whether they are of the expected type. */
    private Map<String, Boolean> suggestions() throws IOException {
        // JShell has a say on declarations and imports only where they stand alone.
        boolean alone = block.isSingle() || block.endsInImport();
        String code = alone ? block.lastSnippet() : block.text();
        Map<String, Boolean> texts = new TreeMap<>();
        for (Suggestion suggestion :
                analysis.completionSuggestions(code, code.length(), new int[1])) {
            String text = suggestion.continuation();
            // Names with a dollar are JShell's and ours.
            if (!text.startsWith("$") || (prefix.startsWith("$") && !text.contains("$JShell"))) {
                texts.merge(text, suggestion.matchesType(), Boolean::logicalOr);
            }
        }
        texts.keySet().removeIf(text -> text.startsWith(CellBlock.OWN));
        if (block.endsInImport() || !qualifier.isEmpty() || !prefix.isEmpty()) {
            // JShell knows the JDK's packages only.
            compiler.classPath().packagesIn(qualifier).stream()
                    .filter(name -> name.startsWith(prefix))
                    .forEach(name -> texts.putIfAbsent(name + ".", false));
        }
        return texts;
    }

    private void look(Map<String, Boolean> texts) throws IOException {
        List<String> types =
                texts.keySet().stream()
                        .filter(text -> Character.isUpperCase(text.charAt(0)))
                        .map(text -> qualifier + plain(text))
                        .distinct()
                        .toList();
        String text = block.text();
        int place = text.length() - prefix.length();
        boolean importing = block.endsInImport();
        cell =
                compiler.compile(
                        block,
                        importing ? "{" : text.substring(0, place) + CellBlock.OWN,
                        types.size() > MOST_TYPES ? List.of() : types);
        TreePath path = importing ? null : cell.find(CellBlock.OWN, place);
        names = path == null ? null : new VisibleNames(cell, path);
    }

    private static String plain(String text) {
        int end = text.indexOf('(');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Of the overloads of a method one is left, of a class and its constructors the class. */
    private static void dropDoubles(Map<String, Boolean> texts) {
        for (String text : List.copyOf(texts.keySet())) {
            String name = plain(text);
            boolean method = text.endsWith("()") && texts.containsKey(name + "(");
            boolean constructor =
                    !text.equals(name)
                            && Character.isUpperCase(name.charAt(0))
                            && texts.containsKey(name);
            if (method) {
                texts.merge(name + "(", texts.get(text), Boolean::logicalOr);
            }
            if (method || constructor) {
                texts.remove(text);
            }
        }
    }

    private Ranked ranked(String text, boolean matches) {
        String name = plain(text);
        boolean call = !name.equals(text);
        List<Element> elements =
                names == null
                        ? List.of()
                        : names.named(name).stream()
                                .filter(one -> !call || one instanceof ExecutableElement)
                                .toList();
        int group;
        Completion completion;
        if (elements.isEmpty()) {
            completion = unseen(text, name, call);
            group = completion.type().equals("keyword") ? 900 : 500;
        } else {
            Element first = elements.get(0);
            completion =
                    new Completion(
                            text, type(first), Signatures.of(cell, elements, names.receiver()));
            group = names.areMembers() ? names.distance(first) : declared(first) ? 0 : 400;
        }
        return new Ranked(completion, (matches ? 0 : 1000) + group);
    }

    private static boolean declared(Element element) {
        Element enclosing = element;
        while (enclosing != null && enclosing.getKind() != ElementKind.PACKAGE) {
            if (enclosing.getSimpleName().toString().startsWith(CellBlock.OWN)) {
                return true;
            }
            enclosing = enclosing.getEnclosingElement();
        }
        return false;
    }

    /** What the compiler shows no declaration of at this place: types, packages and keywords. */
    private Completion unseen(String text, String name, boolean call) {
        TypeElement type = cell.type(qualifier + name);
        if (type != null) {
            List<Element> constructors =
                    VisibleNames.shorterFirst(
                            ElementFilter.constructorsIn(type.getEnclosedElements()));
            return new Completion(
                    text,
                    type(type),
                    call && !constructors.isEmpty() ? Signatures.of(cell, constructors, null) : "");
        }
        String kind = "instance";
        if (text.endsWith(".")) {
            kind = "module";
        } else if (isKeyword(text)) {
            kind = "keyword";
        } else if (Character.isUpperCase(text.charAt(0))) {
            kind = "class";
        } else if (call) {
            kind = "function";
        }
        return new Completion(text, kind, "");
    }

    private static String type(Element element) {
        return switch (element.getKind()) {
            case METHOD, CONSTRUCTOR -> "function";
            case CLASS, RECORD -> "class";
            case INTERFACE, ANNOTATION_TYPE -> "interface";
            case ENUM -> "enum";
            case ENUM_CONSTANT -> "constant";
            case FIELD -> declared(element) ? "instance" : field(element);
            case PARAMETER, EXCEPTION_PARAMETER -> "param";
            default -> "instance";
        };
    }

    private static String field(Element element) {
        return element.getModifiers().containsAll(Set.of(Modifier.STATIC, Modifier.FINAL))
                ? "constant"
                : "field";
    }
}
