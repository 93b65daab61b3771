package org.recurve.data.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One text being derived: expands rules from left to right and remembers who was cast. A rule sees
 * what its callers cast; what it casts itself is forgotten when it ends.
 */
final class Derivation {
    private static final int NESTING = 2;

    /** One rule at work: its name and what it has cast. */
    private record Frame(String rule, Map<String, Entity> cast) {}

    private final Grammar grammar;
    private final Random random;
    private final List<Frame> frames = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    private Derivation(Grammar grammar, Random random) {
        this.grammar = grammar;
        this.random = random;
        frames.add(new Frame("", Map.of("one", Entity.ONE, "many", Entity.MANY)));
    }

    /**
     * Derives a text from a rule.
     *
     * @param grammar the rules
     * @param rule the first one
     * @param cast what the first rule finds cast already
     * @param random the source of all that is random
     * @return the words, separated by spaces
     */
    static String text(Grammar grammar, String rule, Map<String, Entity> cast, Random random) {
        Derivation derivation = new Derivation(grammar, random);
        derivation.call(rule, cast);
        return String.join(" ", withArticles(derivation.words));
    }

    /** Calls {@code rule}, {@code rule:y} or {@code !rule}. */
    private void call(String item) {
        boolean turned = item.startsWith("!");
        String[] parts = item.substring(turned ? 1 : 0).split(":", -1);
        Map<String, Entity> argument = new HashMap<>();
        if (parts.length > 1) {
            argument.put("x", find(parts[1]));
        }
        if (turned) {
            argument.put("mood", find("mood").opposite());
        }
        call(resolve(parts[0]), argument);
    }

    private void call(String rule, Map<String, Entity> argument) {
        long depth = frames.stream().filter(frame -> frame.rule.equals(rule)).count();
        List<String> alternatives =
                grammar.alternatives(rule).stream()
                        .filter(line -> depth < NESTING || !line.startsWith("^"))
                        .toList();
        frames.add(new Frame(rule, new HashMap<>(argument)));
        String line = pick(alternatives);
        expand(line.startsWith("^ ") ? line.substring(2) : line);
        frames.remove(frames.size() - 1);
    }

    private void expand(String line) {
        String[] items = line.split(" ", -1);
        for (int i = 0; i < items.length; i++) {
            String item = items[i];
            if (item.equals("(")) {
                i = choose(items, i);
            } else if (item.startsWith("<")) {
                call(inner(item));
            } else if (item.startsWith("{")) {
                cast(inner(item));
            } else if (item.startsWith("[")) {
                String[] parts = inner(item).split("\\.", -1);
                say(find(parts[0]).word(parts.length > 1 ? parts[1] : ""));
            } else if (item.contains("@")) {
                say(conjugate(item));
            } else {
                say(item);
            }
        }
    }

    /** Expands one of the choices that start at {@code open}; returns the closing index. */
    private int choose(String[] items, int open) {
        List<String> choices = new ArrayList<>();
        List<String> choice = new ArrayList<>();
        int i = open + 1;
        for (; !items[i].equals(")"); i++) {
            if (items[i].equals("|")) {
                choices.add(String.join(" ", choice));
                choice.clear();
            } else {
                choice.add(items[i]);
            }
        }
        choices.add(String.join(" ", choice));
        String chosen = pick(choices);
        if (!chosen.isEmpty()) {
            expand(chosen);
        }
        return i;
    }

    /** Casts {@code name=list} or {@code name=list#number}. */
    private void cast(String spec) {
        int equals = spec.indexOf('=');
        String[] source = spec.substring(equals + 1).split("#", -1);
        List<String> free = new ArrayList<>(grammar.alternatives(resolve(source[0])));
        boolean plural = source.length > 1 ? find(source[1]).plural() : random.nextBoolean();
        free.removeIf(entry -> isCast(entry));
        frames.get(frames.size() - 1)
                .cast
                .put(spec.substring(0, equals), Entity.parse(pick(free), plural));
    }

    private boolean isCast(String entry) {
        String one = Entity.parse(entry, false).name();
        String many = Entity.parse(entry, true).name();
        return frames.stream()
                .flatMap(frame -> frame.cast.values().stream())
                .anyMatch(entity -> entity.name().equals(one) || entity.name().equals(many));
    }

    private String conjugate(String item) {
        int at = item.indexOf('@');
        boolean now = item.endsWith("!");
        Entity subject = find(item.substring(at + 1, item.length() - (now ? 1 : 0)));
        boolean past = !now && find("tense").name().equals("past");
        return grammar.verbs().form(item.substring(0, at), subject.plural(), past);
    }

    /** Replaces every {@code $name} by the kind of what was cast under the name. */
    private String resolve(String name) {
        StringBuilder resolved = new StringBuilder();
        for (String part : name.split("\\.", -1)) {
            resolved.append(resolved.isEmpty() ? "" : ".")
                    .append(part.startsWith("$") ? find(part.substring(1)).kind() : part);
        }
        return resolved.toString();
    }

    private Entity find(String name) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            Entity entity = frames.get(i).cast.get(name);
            if (entity != null) {
                return entity;
            }
        }
        throw new IllegalArgumentException(
                "nobody cast as " + name + " in " + frames.get(frames.size() - 1).rule);
    }

    private <T> T pick(List<T> choices) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing left to choose in " + frames.get(frames.size() - 1).rule);
        }
        return choices.get(random.nextInt(choices.size()));
    }

    private void say(String text) {
        words.addAll(List.of(text.replace('_', ' ').split(" ", -1)));
    }

    private static String inner(String item) {
        return item.substring(1, item.length() - 1);
    }

    private static List<String> withArticles(List<String> words) {
        List<String> result = new ArrayList<>(words);
        for (int i = 0; i + 1 < result.size(); i++) {
            if (result.get(i).equals("a") && "aeiou".indexOf(result.get(i + 1).charAt(0)) >= 0) {
                result.set(i, "an");
            }
        }
        return result;
    }
}
