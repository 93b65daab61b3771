package org.recurve.browser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;

/** What can be measured on an open page. */
public final class Page {
    private static final String IMAGES = ".output img, .jp-OutputArea img";

    private final Chromium browser;

    /** The page that is open. */
    public Page(Chromium browser) {
        this.browser = browser;
    }

    /**
     * A picture as it is shown.
     *
     * @param alt what it is in words
     * @param natural its own width, 0 if it is broken
     * @param width on the page
     * @param height on the page
     * @param room the width of the output that it stands in
     */
    public record Picture(String alt, double natural, double width, double height, double room) {}

    /**
     * Something to read, in a colour on another.
     *
     * @param what the beginning of the text, or which curve
     * @param ink its colour
     * @param paper the colour behind it
     */
    public record Ink(String what, Color ink, Color paper) {
        /** {@return how well the two can be told apart, from 1 to 21} */
        public double contrast() {
            return ink.contrast(paper);
        }
    }

    /** Unfolds what is folded, such as solutions of exercises. */
    public void unfold() {
        browser.driver().findElements(By.tagName("summary")).forEach(WebElement::click);
    }

    /** {@return the pictures in outputs} */
    public List<Picture> pictures() {
        Object found =
                browser.run(
                        """
                        return [...document.querySelectorAll(arguments[0])]
                            .map(image => {
                                const shown = image.getBoundingClientRect();
                                const output = image.closest(".output, .jp-OutputArea");
                                return {
                                    alt: image.alt, natural: image.naturalWidth,
                                    width: shown.width, height: shown.height,
                                    room: output.getBoundingClientRect().width
                                };
                            });
                        """,
                        IMAGES);
        return ((List<?>) found)
                .stream()
                        .map(Map.class::cast)
                        .map(
                                picture ->
                                        new Picture(
                                                (String) picture.get("alt"),
                                                number(picture, "natural"),
                                                number(picture, "width"),
                                                number(picture, "height"),
                                                number(picture, "room")))
                        .toList();
    }

    /**
     * {@return the commonest colour of each picture in outputs as it is shown, which is its paper}
     */
    public List<Color> papers() throws IOException {
        List<Color> papers = new ArrayList<>();
        for (WebElement image : browser.driver().findElements(By.cssSelector(IMAGES))) {
            byte[] png = image.getScreenshotAs(OutputType.BYTES);
            papers.add(Color.commonest(ImageIO.read(new ByteArrayInputStream(png))));
        }
        return papers;
    }

    /** {@return all texts of the page} */
    public List<Ink> texts() throws IOException {
        return inks("return texts(document.body)");
    }

    /** {@return the texts inside of pictures} */
    public List<Ink> textsOfPictures() throws IOException {
        return inks("return inPictures(arguments[0], 'text')");
    }

    /** {@return the curves of pictures} */
    public List<Ink> curves() throws IOException {
        return inks("return inPictures(arguments[0], '[class^=recurve-line]')");
    }

    private List<Ink> inks(String call) throws IOException {
        try (InputStream script = Page.class.getResourceAsStream("inks.js")) {
            String functions = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            return ((List<?>) browser.run(functions + call, IMAGES))
                    .stream()
                            .map(Map.class::cast)
                            .map(
                                    ink ->
                                            new Ink(
                                                    (String) ink.get("what"),
                                                    Color.of((String) ink.get("ink")),
                                                    Color.of((String) ink.get("paper"))))
                            .toList();
        }
    }

    private static double number(Map<?, ?> from, String name) {
        return ((Number) from.get(name)).doubleValue();
    }
}
