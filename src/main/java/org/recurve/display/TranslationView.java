package org.recurve.display;

import org.recurve.task.Translation;

/** A translation, with what was looked at for each of its words where the model has attention. */
final class TranslationView {
    private TranslationView() {}

    static String html(Translation translation) {
        String text = "<p>" + Html.escape(translation.text()) + "</p>";
        return translation.attention().length == 0
                ? text
                : text + "\n" + Html.image(map(translation));
    }

    static String text(Translation translation) {
        return translation.attention().length == 0
                ? translation.text()
                : translation.text() + "\n" + map(translation);
    }

    private static AlignmentMap map(Translation translation) {
        return new AlignmentMap(
                translation.source(), translation.tokens(), translation.attention());
    }
}
