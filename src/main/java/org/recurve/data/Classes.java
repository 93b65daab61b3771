package org.recurve.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** The names of classes and their order. */
final class Classes {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?");

    private Classes() {}

    /** {@return the different names, sorted: by value where all are numbers, else as text} */
    static List<String> sorted(Collection<String> names) {
        boolean numbers = names.stream().allMatch(n -> NUMBER.matcher(n).matches());
        Comparator<String> order = Comparator.naturalOrder();
        if (numbers) {
            order = Comparator.<String>comparingDouble(Double::parseDouble).thenComparing(order);
        }
        return names.stream().distinct().sorted(order).toList();
    }

    /** {@return each name's index among the classes, which have them all} */
    static int[] indices(List<String> names, List<String> classes) {
        Map<String, Integer> numbers = numbers(classes);
        return names.stream().mapToInt(numbers::get).toArray();
    }

    /**
     * Numbers classes by another list of them.
     *
     * @param targets indices into the first list
     * @param from their names
     * @param to the names in their new order
     * @param data where the targets come from, for messages
     * @return indices into the second list
     * @throws RecurveException if a class that occurs is not in the second list
     */
    static int[] renumber(int[] targets, List<String> from, List<String> to, DataProvenance data) {
        Map<String, Integer> numbers = numbers(to);
        int[] renumbered = new int[targets.length];
        for (int i = 0; i < targets.length; i++) {
            String name = from.get(targets[i]);
            Integer number = numbers.get(name);
            if (number == null) {
                int unseen = targets[i];
                long times = Arrays.stream(targets).filter(t -> t == unseen).count();
                throw new RecurveException(
                        "%s %s has the class \"%s\" (%d times), which is none of the %d expected: %s; leave those examples out, or train on data that has the class"
                                .formatted(
                                        data.dataset(),
                                        data.split(),
                                        name,
                                        times,
                                        to.size(),
                                        String.join(", ", to)));
            }
            renumbered[i] = number;
        }
        return renumbered;
    }

    private static Map<String, Integer> numbers(List<String> classes) {
        SeriesChecks.distinct("classes", classes);
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : classes) {
            numbers.put(name, numbers.size());
        }
        return numbers;
    }

    /** {@return how many classes there are, and their names where they are few} */
    static String summary(List<String> classes) {
        String count = classes.size() + (classes.size() == 1 ? " class" : " classes");
        return classes.size() > 6 ? count : count + ": " + String.join(", ", classes);
    }
}
