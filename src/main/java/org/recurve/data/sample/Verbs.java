package org.recurve.data.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finite forms of English verbs: irregular ones from a list, the others by the spelling rules. */
final class Verbs {
    private final Map<String, String[]> irregular = new HashMap<>();

    /**
     * @param lines each: base, third person singular, past, and the plural past where it differs
     */
    Verbs(List<String> lines) {
        for (String line : lines) {
            String[] forms = line.split(" ", -1);
            if (forms.length < 3 || irregular.put(forms[0], forms) != null) {
                throw new IllegalArgumentException("incomplete or repeated verb: " + line);
            }
        }
    }

    /** The form of a third person subject of the given number. */
    String form(String base, boolean plural, boolean past) {
        String[] forms = irregular.get(base);
        if (forms == null) {
            return past ? regularPast(base) : plural ? base : regularPresent(base);
        }
        if (past) {
            return forms[plural && forms.length > 3 ? 3 : 2];
        }
        return plural ? (base.equals("be") ? "are" : base) : forms[1];
    }

    private static String regularPresent(String base) {
        if (endsInConsonantAndY(base)) {
            return base.substring(0, base.length() - 1) + "ies";
        }
        return base.matches(".*(s|sh|ch|x|z|o)") ? base + "es" : base + "s";
    }

    private static String regularPast(String base) {
        if (endsInConsonantAndY(base)) {
            return base.substring(0, base.length() - 1) + "ied";
        }
        return base.endsWith("e") ? base + "d" : base + "ed";
    }

    private static boolean endsInConsonantAndY(String base) {
        return base.matches(".*[^aeiou]y");
    }
}
