package org.recurve.data.sample;

import java.util.List;

/** Numbers in words. French counts from 70 to 99 on sixty and on four twenties. */
final class EverydayNumbers {
    private static final List<String> ENGLISH =
            List.of(
                    ("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                                    + " fourteen fifteen sixteen seventeen eighteen nineteen")
                            .split(" "));
    private static final List<String> ENGLISH_TENS =
            List.of("- - twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
    private static final List<String> FRENCH =
            List.of(
                    ("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize"
                                    + " quatorze quinze seize dix-sept dix-huit dix-neuf")
                            .split(" "));
    private static final List<String> FRENCH_TENS =
            List.of("- - vingt trente quarante cinquante soixante".split(" "));

    private EverydayNumbers() {}

    /** {@return 0 to 100 in English} */
    static String english(int n) {
        if (n == 100) {
            return "a hundred";
        }
        if (n < 20) {
            return ENGLISH.get(n);
        }
        return ENGLISH_TENS.get(n / 10) + (n % 10 == 0 ? "" : "-" + ENGLISH.get(n % 10));
    }

    /** {@return 0 to 100 in French, before a masculine noun} */
    static String french(int n) {
        if (n == 100) {
            return "cent";
        }
        if (n < 20) {
            return FRENCH.get(n);
        }
        if (n >= 80) {
            return n == 80 ? "quatre-vingts" : "quatre-vingt-" + FRENCH.get(n - 80);
        }
        int tens = Math.min(6, n / 10);
        int rest = n - tens * 10;
        if (rest == 0) {
            return FRENCH_TENS.get(tens);
        }
        boolean and = rest == 1 || rest == 11;
        return FRENCH_TENS.get(tens) + (and ? " et " : "-") + FRENCH.get(rest);
    }
}
