package org.recurve.nn.pooling;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.core.RecurveException;

/** The poolings that come with the library; each call makes a new block. */
public final class Poolings {
    private static final Pattern ATTENTION =
            Pattern.compile("attention\\((\\d{1,9})(?:,(\\d{1,9}))?\\)");

    private Poolings() {}

    /**
     * {@return the last valid step: for a network that reads from left to right, what it knows at
     * the end}
     */
    public static Pooling last() {
        return new LastPooling();
    }

    /**
     * {@return for a bidirectional network, what each direction knows at its end: the first half of
     * the features at the last valid step, the second half at the first step}
     */
    public static Pooling ends() {
        return new EndsPooling();
    }

    /** {@return the mean over the valid steps} */
    public static Pooling mean() {
        return new MeanPooling();
    }

    /** {@return the largest value of each feature over the valid steps} */
    public static Pooling max() {
        return new MaxPooling();
    }

    /**
     * Makes a mean with weights that are learned.
     *
     * @param hidden size of the hidden layer that weighs, 1 or more
     * @return the pooling
     */
    public static AttentionPooling attention(int hidden) {
        return attention(hidden, 1);
    }

    /**
     * Makes several means with weights that are learned.
     *
     * @param hidden size of the hidden layer that weighs, 1 or more
     * @param hops how many means, 1 or more
     * @return the pooling
     */
    public static AttentionPooling attention(int hidden, int hops) {
        return new AttentionPooling(hidden, hops);
    }

    /**
     * Puts what several poolings make side by side, as the classifier of Howard and Ruder 2018
     * ("Universal language model fine-tuning for text classification") does with last, max and
     * mean.
     *
     * @param parts two or more
     * @return the pooling
     */
    public static Pooling concat(Pooling... parts) {
        return new ConcatPooling(List.of(parts));
    }

    /**
     * Makes a pooling by its name.
     *
     * @param name what {@link Pooling#name()} says: {@code last}, {@code ends}, {@code mean},
     *     {@code max}, {@code attention(hidden)} or {@code attention(hidden,hops)}, or several of
     *     them with {@code +} between
     * @return a new block
     * @throws RecurveException if there is none of that name
     */
    public static Pooling byName(String name) {
        if (name.contains("+")) {
            return new ConcatPooling(
                    Arrays.stream(name.split("\\+", -1)).map(Poolings::byName).toList());
        }
        Matcher attention = ATTENTION.matcher(name);
        if (attention.matches()) {
            String hops = attention.group(2);
            return attention(
                    Integer.parseInt(attention.group(1)),
                    hops == null ? 1 : Integer.parseInt(hops));
        }
        return switch (name) {
            case "last" -> last();
            case "ends" -> ends();
            case "mean" -> mean();
            case "max" -> max();
            default ->
                    throw new RecurveException(
                            "no pooling is called \""
                                    + name
                                    + "\"; there are last, ends, mean, max, attention(hidden),"
                                    + " attention(hidden,hops) and several of them with + between");
        };
    }
}
