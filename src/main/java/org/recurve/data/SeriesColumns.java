package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.recurve.core.RecurveException;

/**
 * What the columns of a set of series are.
 *
 * @param targets what is forecast
 * @param past covariates whose future is not known
 * @param known covariates whose future is known and stored
 * @param calendar covariates made from the time, behind the known ones
 * @param statics covariates that are the same at all times
 * @param categories the names of the values of each static covariate; empty for numbers
 */
record SeriesColumns(
        List<String> targets,
        List<String> past,
        List<String> known,
        List<CalendarFeature.Column> calendar,
        List<String> statics,
        List<List<String>> categories) {

    /** The parts that have a number at each time and are stored. */
    enum Part {
        TARGET(0),
        PAST(1),
        KNOWN(2);

        /** Where its columns stand in an array of the parts. */
        private final int place;

        Part(int place) {
            this.place = place;
        }

        int place() {
            return place;
        }
    }

    SeriesColumns {
        targets = List.copyOf(targets);
        past = List.copyOf(past);
        known = List.copyOf(known);
        calendar = List.copyOf(calendar);
        statics = List.copyOf(statics);
        categories = List.copyOf(categories);
    }

    static SeriesColumns ofTargets(List<String> targets) {
        return new SeriesColumns(targets, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    List<String> names(Part part) {
        return switch (part) {
            case TARGET -> targets;
            case PAST -> past;
            case KNOWN -> known;
        };
    }

    /** {@return the names of all covariates whose future is known} */
    List<String> knownNames() {
        return Stream.concat(known.stream(), calendar.stream().map(CalendarFeature.Column::name))
                .toList();
    }

    /** {@return the names of all stored columns} */
    List<String> stored() {
        List<String> names = new ArrayList<>(targets);
        names.addAll(past);
        names.addAll(known);
        return names;
    }

    SeriesColumns withTargets(List<String> names) {
        return new SeriesColumns(names, past, known, calendar, statics, categories);
    }

    SeriesColumns withoutPast() {
        return new SeriesColumns(targets, List.of(), known, calendar, statics, categories);
    }

    SeriesColumns withCalendar(List<CalendarFeature.Column> more) {
        List<CalendarFeature.Column> all = new ArrayList<>(calendar);
        for (CalendarFeature.Column column : more) {
            if (all.contains(column)) {
                throw new RecurveException(
                        "the series have \"%s\" already; leave it out".formatted(column.name()));
            }
            all.add(column);
        }
        return new SeriesColumns(targets, past, known, all, statics, categories);
    }

    /** {@return the place of a name} */
    static int index(List<String> names, String name, String what) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new RecurveException(
                    "there is no %s \"%s\"; there are %s".formatted(what, name, shown(names)));
        }
        return index;
    }

    private static String shown(List<String> names) {
        int most = 20;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most))
                        + " and "
                        + (names.size() - most)
                        + " more";
    }
}
