package org.recurve.browser;

import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An opaque colour, as a browser tells it. */
public record Color(int red, int green, int blue) {
    private static final Pattern OPAQUE = Pattern.compile("rgb\\((\\d+), (\\d+), (\\d+)\\)");

    static Color of(String css) {
        Matcher matcher = OPAQUE.matcher(css);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected an opaque colour like rgb(1, 2, 3), but found " + css);
        }
        return new Color(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    static Color commonest(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y), 1, Integer::sum);
            }
        }
        int rgb = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
        return new Color(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
    }

    /** {@return the contrast of the Web Content Accessibility Guidelines 2.2, from 1 to 21} */
    public double contrast(Color other) {
        double brighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (brighter + 0.05) / (darker + 0.05);
    }

    /** {@return the relative luminance of the same guidelines, 0 for black, 1 for white} */
    public double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
