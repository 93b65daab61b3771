package org.recurve.browser;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.AddHasCdp;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.ChromiumDriver;
import org.openqa.selenium.chromium.ChromiumDriverCommandExecutor;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium without a window, and the patience that a busy machine asks for. */
public final class Chromium implements AutoCloseable {
    // Debian's name first, for its driver is made for that one.
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;

    // It would warn that it has no classes for this version's events, which are not used.
    private static final Logger EVENTS =
            Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    // Errors of Jupyter Notebook 6 itself, on every page: it asks for an extension that Debian does
    // not have, and its MathJax for a font that is meant not to be there.
    private static final Pattern JUPYTERS_OWN =
            Pattern.compile(
                    "/nbextensions/widgets/notebook/js/extension\\.js|^about:blank |font at 'about:blank'");

    private final Driver driver;

    // ChromeDriver itself does not load without the downloader that the pom leaves out.
    private static final class Driver extends ChromiumDriver {
        Driver(ChromeDriverService service, ChromeOptions options) {
            super(
                    new ChromiumDriverCommandExecutor(
                            service,
                            new AddHasCdp().getAdditionalCommands(),
                            ClientConfig.defaultConfig()),
                    options,
                    ChromeOptions.CAPABILITY);
            cdp = new AddHasCdp().getImplementation(getCapabilities(), getExecuteMethod());
        }
    }

    private Chromium(Driver driver) {
        this.driver = driver;
    }

    /** {@return what is not on the path of the browser and its driver} */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (browser().isEmpty()) {
            missing.add("chromium");
        }
        if (program("chromedriver").isEmpty()) {
            missing.add("chromedriver");
        }
        return missing;
    }

    /** {@return a browser that shows an empty page} */
    public static Chromium start() {
        EVENTS.setLevel(Level.SEVERE);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--disable-gpu",
                "--hide-scrollbars",
                "--disable-dev-shm-usage", // containers have little of it
                "--lang=en");
        if (System.getProperty("user.name").equals("root") || "true".equals(System.getenv("CI"))) {
            options.addArguments(
                    "--no-sandbox"); // root gets none, and some build machines have none
        }
        Chromium chromium = new Chromium(new Driver(service, options));
        chromium.window(WIDTH, HEIGHT, 1);
        return chromium;
    }

    private static Optional<Path> browser() {
        return NAMES.stream().flatMap(name -> program(name).stream()).findFirst();
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    WebDriver driver() {
        return driver;
    }

    /** Opens a page. */
    public void open(URI address) {
        driver.get(address.toString());
    }

    /** Runs a script in the page. */
    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /**
     * Waits until something is so.
     *
     * @param what it is, for the message if it does not happen
     * @param seconds to wait at most
     * @param condition asked again and again
     */
    public void await(String what, int seconds, Supplier<Boolean> condition) {
        new WebDriverWait(driver, Duration.ofSeconds(seconds))
                .withMessage(what)
                .ignoring(StaleElementReferenceException.class)
                .until(any -> condition.get());
    }

    /** Sets what the page learns of its reader's wishes: {@code light} or {@code dark}. */
    public void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /**
     * {@return a PNG picture of what is seen}
     *
     * @param top an element of the page, as a CSS selector, that is scrolled to the top
     * @param width of the page in CSS pixels
     * @param height of what is seen of it
     * @param scale pixels of the picture for each
     */
    public byte[] screenshot(String top, int width, int height, double scale) {
        window(width, height, scale);
        new Actions(driver).moveToLocation(0, 0).perform(); // nothing is lit up under the mouse
        run(
                """
                const top = document.querySelector(arguments[0]);
                top.style.scrollMarginTop = "1.5rem";
                top.scrollIntoView({block: "start"});
                """,
                top);
        byte[] picture = driver.getScreenshotAs(OutputType.BYTES);
        window(WIDTH, HEIGHT, 1);
        return picture;
    }

    private void window(int width, int height, double scale) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        scale,
                        "mobile",
                        false));
    }

    /**
     * {@return what the console has had of errors since this was asked last, without Jupyter's own}
     */
    public List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(entry -> entry.getMessage())
                .filter(message -> !JUPYTERS_OWN.matcher(message).find())
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
