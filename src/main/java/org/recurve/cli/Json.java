package org.recurve.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** How this package writes JSON for readers. */
final class Json {
    static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

    private Json() {}
}
