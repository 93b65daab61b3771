package org.recurve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recurve.browser.Chromium;

/**
 * README's pictures of the quickstart, which the browser test takes on its way where the system
 * property {@code recurve.screenshots} names the folder that gets them.
 */
final class Screenshots {
    private static final String FOLDER = System.getProperty("recurve.screenshots", "");

    private Screenshots() {}

    static boolean wanted() {
        return !FOLDER.isEmpty();
    }

    static void take(Chromium browser, String scheme) throws IOException {
        byte[] picture = browser.screenshot("#From-text-to-network-in-ten-lines", 1210, 836, 1.25);
        Files.write(Path.of(FOLDER).resolve("quickstart-" + scheme + ".png"), picture);
    }
}
