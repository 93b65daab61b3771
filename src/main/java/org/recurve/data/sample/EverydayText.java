package org.recurve.data.sample;

import java.util.Locale;
import java.util.Set;

/**
 * Writes sentences down as the two languages spell them. Words are separated by spaces; one of two
 * forms stands with a bar: {@code a|an}, {@code je|j'}, {@code beau|bel}, the second before the
 * sound of a vowel. {@code LE}, {@code LA} and {@code LES} are the French articles, which grow
 * together with à and de.
 */
final class EverydayText {
    private static final String FRENCH_VOWELS = "aeiouyâàéèêëîïôöùûœæh";
    private static final Set<String> CLOSING = Set.of(".", ",", "?", "!", ":", ";");

    /** French words without elision before them, although they begin with a vowel or an h. */
    private static final Set<String> SILENCES =
            Set.of("héros", "hibou", "hiboux", "huit", "haut", "haute", "hache", "onze", "oui");

    private EverydayText() {}

    /** {@return the sentence with a capital, its spaces and the right article} */
    static String english(String words) {
        String[] tokens = words.strip().split(" +", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.length; i++) {
            String token = tokens[i];
            if (token.equals("a|an")) {
                token = "aeiou".indexOf(lower(tokens[i + 1]).charAt(0)) >= 0 ? "an" : "a";
            }
            if (!text.isEmpty() && !CLOSING.contains(token)) {
                text.append(' ');
            }
            text.append(begins(text) ? capital(token) : token);
        }
        return text.toString();
    }

    /** {@return the sentence with a capital, elisions, contractions and its spaces} */
    static String french(String words) {
        String[] tokens = words.strip().split(" +", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.length; i++) {
            String after = i + 1 < tokens.length ? tokens[i + 1] : "";
            String afterThat = i + 2 < tokens.length ? tokens[i + 2] : "";
            boolean contracted =
                    (tokens[i].equals("à") || tokens[i].equals("de|d'"))
                            && (after.equals("LES") || (after.equals("LE") && !isVowel(afterThat)));
            String token = contracted ? contracted(tokens[i], after) : form(tokens[i], after);
            boolean glued =
                    text.isEmpty()
                            || text.charAt(text.length() - 1) == '\''
                            || token.startsWith("-")
                            || token.equals(".")
                            || token.equals(",");
            if (!glued) {
                text.append(' ');
            }
            text.append(begins(text) ? capital(token) : token);
            if (contracted) {
                i++;
            }
        }
        return text.toString();
    }

    private static String contracted(String preposition, String article) {
        if (preposition.equals("à")) {
            return article.equals("LE") ? "au" : "aux";
        }
        return article.equals("LE") ? "du" : "des";
    }

    private static String form(String token, String next) {
        return switch (token) {
            case "LE" -> isVowel(next) ? "l'" : "le";
            case "LA" -> isVowel(next) ? "l'" : "la";
            case "LES" -> "les";
            default -> {
                int bar = token.indexOf('|');
                yield bar < 0
                        ? token
                        : isVowel(next) ? token.substring(bar + 1) : token.substring(0, bar);
            }
        };
    }

    /** Whether a French word begins with the sound of a vowel. */
    static boolean isVowel(String word) {
        String spoken = lower(word);
        return !spoken.isEmpty()
                && FRENCH_VOWELS.indexOf(spoken.charAt(0)) >= 0
                && !SILENCES.contains(spoken);
    }

    /** Whether the next word begins a sentence. */
    private static boolean begins(CharSequence text) {
        int last = text.length() - 1;
        while (last >= 0 && text.charAt(last) == ' ') {
            last--;
        }
        return last < 0 || ".?!".indexOf(text.charAt(last)) >= 0;
    }

    private static String capital(String token) {
        return token.substring(0, 1).toUpperCase(Locale.ROOT) + token.substring(1);
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
