package org.recurve.display;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.recurve.core.DataProvenance;
import org.recurve.core.LayerTable;
import org.recurve.core.Melody;
import org.recurve.core.ProgressEvent;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RunProvenance;
import org.recurve.core.TimingSeries;
import org.recurve.core.Timings;
import org.recurve.task.Activations;
import org.recurve.task.Explanation;
import org.recurve.task.GeneratedText;
import org.recurve.task.PrefixProbabilities;
import org.recurve.task.SentencePrefixes;
import org.recurve.task.SignalExplanation;
import org.recurve.task.TaggedSentence;
import org.recurve.task.TaskModel;
import org.recurve.task.TextScore;
import org.recurve.task.Translation;
import org.recurve.training.LearningRateFinder;
import org.recurve.training.TrainingRun;
import tech.tablesaw.api.Table;

/** How values are shown. More kinds can be {@linkplain #register registered}. */
public final class Displays {
    private record Entry(
            Class<?> type, Function<Object, String> html, Function<Object, String> text) {}

    private static final int MOST_UNITS = 16;

    private static final List<Entry> ENTRIES = new CopyOnWriteArrayList<>();

    static {
        register(Picture.class, Html::image, Picture::alt);
        register(AlignmentMap.class, Html::image, AlignmentMap::toString);
        register(Table.class, Displays::table, TableView::text);
        register(TrainingRun.class, HistoryView::html, HistoryView::text);
        register(
                LearningRateFinder.Result.class,
                found -> Html.image(RateSweep.chart(found)),
                LearningRateFinder.Result::toString);
        register(LayerTable.class, LayerTableView::html, LayerTable::toString);
        register(TaskModel.class, model -> LayerTableView.html(model.summary()), Object::toString);
        register(Activations.class, Displays::activations, Activations::toString);
        register(RunProvenance.class, ProvenanceView::html, ProvenanceView::text);
        register(
                DataProvenance.class,
                data ->
                        Html.folded(
                                "Provenance: " + data.dataset() + " " + data.split(),
                                ProvenanceView.table(ProvenanceMap.of(data))),
                DataProvenance::toString);
        register(
                ProgressEvent.class,
                event -> new ProgressView().with(event).html(),
                event -> new ProgressView().with(event).text());
        register(ProgressView.class, ProgressView::html, ProgressView::text);
        register(
                Timings.class,
                timings -> TimingsView.grid(timings).html(),
                timings -> TimingsView.grid(timings).text());
        register(
                TimingSeries.class,
                series -> TimingsView.grid(series).html(),
                series -> TimingsView.grid(series).text());
        register(
                GeneratedText.class,
                text -> "<blockquote>\n<p>" + Html.written(text) + "</p>\n</blockquote>",
                GeneratedText::toString);
        register(Translation.class, TranslationView::html, TranslationView::text);
        register(TextGallery.class, TextGallery::html, TextGallery::toString);
        register(TextScore.class, score -> Html.image(surprisal(score)), TextScore::toString);
        register(
                TaggedSentence.class,
                sentence -> Html.image(TagViews.heatMap(sentence)),
                TaggedSentence::toString);
        register(
                SentencePrefixes.class,
                prefixes -> TagViews.grid(prefixes).html(),
                prefixes -> TagViews.grid(prefixes).text());
        MetricViews.register();
        ForecastViews.register();
        ArrayView.register();
        WaveformView.register();
        register(Melody.class, melody -> Html.image(new Score(melody)), ScoreBars::text);
        register(Explanation.class, ExplanationView::html, Explanation::toString);
        register(
                SignalExplanation.class,
                explained -> Html.image(new EvidenceChart(explained)),
                SignalExplanation::toString);
        register(
                PrefixProbabilities.class,
                prefixes -> Html.image(ExplanationView.chart(prefixes)),
                PrefixProbabilities::toString);
        if (present("org.tribuo.evaluation.Evaluation")) {
            TribuoView.register();
        }
        if (present("org.tribuo.multilabel.evaluation.MultiLabelEvaluation")) {
            MultiLabelView.register();
        }
    }

    private Displays() {}

    private static boolean present(String className) {
        try {
            Class.forName(className, false, Displays.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Adds a way to show values of a type; it is asked before all that were there.
     *
     * @param type the type, or one that it extends or implements
     * @param html gives HTML of elements and attributes that GitHub keeps; all text in it escaped
     * @param text gives plain text
     * @param <T> the type
     */
    public static <T> void register(
            Class<T> type, Function<? super T, String> html, Function<? super T, String> text) {
        ENTRIES.add(
                0,
                new Entry(
                        type,
                        value -> html.apply(type.cast(value)),
                        value -> text.apply(type.cast(value))));
    }

    /**
     * Shows a value as HTML.
     *
     * @param value any
     * @return a fragment; empty where there is no better way than text
     */
    public static Optional<String> html(Object value) {
        return entry(value).map(entry -> entry.html().apply(value));
    }

    /**
     * Shows a value as text.
     *
     * @param value any, also {@code null}
     * @return plain text
     */
    public static String text(Object value) {
        return entry(value)
                .map(entry -> entry.text().apply(value))
                .orElseGet(() -> String.valueOf(value));
    }

    /**
     * Shows a picture as SVG.
     *
     * @param value any
     * @return a document; empty where the value is no {@link Picture}
     */
    public static Optional<String> svg(Object value) {
        return value instanceof Picture picture ? Optional.of(picture.svg()) : Optional.empty();
    }

    /**
     * {@return the text that stands for a value that could not be shown; never throws itself}
     *
     * @param value any but {@code null}
     * @param failure why it could not
     */
    public static String notRendered(Object value, Throwable failure) {
        return plain(value) + "\n(not rendered: " + described(failure) + ")";
    }

    private static String plain(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | Error e) {
            return value.getClass().getName()
                    + "@"
                    + Integer.toHexString(System.identityHashCode(value));
        }
    }

    private static String described(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            return message == null ? name : name + ": " + message;
        } catch (RuntimeException | Error e) {
            return name;
        }
    }

    private static Optional<Entry> entry(Object value) {
        return ENTRIES.stream().filter(entry -> entry.type().isInstance(value)).findFirst();
    }

    private static String table(Table table) {
        return HistoryView.isHistory(table) ? HistoryView.html(table) : TableView.html(table);
    }

    private static String activations(Activations all) {
        Activations shown = all.mostVaried(MOST_UNITS);
        String title =
                shown.units().length == all.units().length
                        ? all.name()
                        : all.name() + ", the %d units that vary most".formatted(MOST_UNITS);
        return Html.image(new HeatMap(title, shown));
    }

    private static ColoredText surprisal(TextScore score) {
        String title =
                "Surprisal of each token in bits; perplexity " + Numbers.format(score.perplexity());
        return new ColoredText(title, score.tokens(), score.surprisal());
    }
}
