package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the kernel tells a client of itself. */
final class KernelInfo {
    static final LanguageInfo LANGUAGE =
            new LanguageInfo.Builder("Java")
                    .version(Runtime.version().toString())
                    .mimetype("text/x-java-source")
                    .fileExtension(".jshell")
                    .pygments("java")
                    .codemirror("text/x-java")
                    .build();

    private KernelInfo() {}

    /** {@return the reply to a client that asks} */
    static Map<String, ?> reply() {
        String version = KernelInfo.class.getPackage().getImplementationVersion();
        String known = version == null ? "development" : version;
        int java = Runtime.version().feature();
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("status", "ok");
        reply.put("protocol_version", Messages.PROTOCOL);
        reply.put("implementation", "recurve");
        reply.put("implementation_version", known);
        reply.put("language_info", LANGUAGE);
        reply.put("banner", "Recurve " + known + " on Java " + Runtime.version());
        reply.put(
                "help_links",
                List.of(
                        Map.of(
                                "text",
                                "Java " + java,
                                "url",
                                "https://docs.oracle.com/en/java/javase/" + java + "/docs/api/")));
        reply.put("debugger", false);
        return reply;
    }
}
