package org.recurve.browser;

import java.net.URI;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** An open notebook in Jupyter Notebook 6, used with the mouse as a reader would. */
public final class ClassicNotebook {
    private static final int PATIENCE = 120;

    private final Chromium browser;

    /**
     * Opens a notebook, and waits until its kernel is ready.
     *
     * @param browser to open it in
     * @param address of the notebook, with the server's token
     */
    public ClassicNotebook(Chromium browser, URI address) {
        this.browser = browser;
        browser.open(address);
        awaitReady();
    }

    /** Cell, Run All. */
    public void runAll() {
        click("#celllink");
        click("#run_all_cells a");
    }

    /**
     * Selects a code cell and presses the run button.
     *
     * @param cell number of the code cell, from 0
     */
    public void run(int cell) {
        select(cell);
        click("button[data-jupyter-action='jupyter-notebook:run-cell-and-select-next']");
    }

    /** Selects a code cell, runs it, and waits until it has ended. */
    public String result(int cell) {
        run(cell);
        awaitEnd(cell, PATIENCE);
        return output(cell);
    }

    /** Presses the stop button. */
    public void stop() {
        click("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']");
    }

    /** Kernel, Restart, and yes in the dialog; waits until the new kernel is ready. */
    public void restart() {
        click("#kernellink");
        click("#restart_kernel a");
        click(".modal.in .modal-footer .btn-danger");
        browser.await(
                "the dialog to go", PATIENCE, () -> elements(".modal, .modal-backdrop").isEmpty());
        awaitReady();
    }

    /** Presses the save button, and waits until nothing is unsaved. */
    public void save() {
        click("button[data-jupyter-action='jupyter-notebook:save-notebook']");
        browser.await(
                "the notebook to be saved",
                PATIENCE,
                () -> !element(".autosave_status").getText().contains("unsaved"));
    }

    /** {@return the code cells} */
    public List<WebElement> cells() {
        return elements(".code_cell");
    }

    /** {@return whether a code cell runs or waits to run} */
    public boolean runs(int cell) {
        return classes(cells().get(cell)).contains(" running ");
    }

    /** Waits until a code cell has ended. */
    public void awaitEnd(int cell, int seconds) {
        browser.await("the end of code cell " + cell, seconds, () -> !runs(cell));
    }

    /** {@return the text of the outputs of a code cell} */
    public String output(int cell) {
        return cells().get(cell).findElement(By.className("output")).getText();
    }

    /** {@return what stands beside the code cells, such as {@code In [1]:}} */
    public List<String> prompts() {
        return elements(".code_cell .input_prompt").stream().map(WebElement::getText).toList();
    }

    /** {@return the texts of all errors in outputs} */
    public List<String> failures() {
        return elements(".output_error, .output_stderr").stream().map(WebElement::getText).toList();
    }

    private void awaitReady() {
        browser.await(
                "the kernel to be ready",
                PATIENCE,
                () -> !elements("#kernel_indicator_icon.kernel_idle_icon").isEmpty());
    }

    private void select(int cell) {
        new Actions(browser.driver())
                .click(cells().get(cell).findElement(By.className("input_prompt")))
                .perform();
        browser.await(
                "code cell " + cell + " to be selected",
                PATIENCE,
                () -> classes(cells().get(cell)).contains(" selected "));
    }

    private void click(String selector) {
        browser.await(
                selector + " to be there",
                PATIENCE,
                () -> !elements(selector).isEmpty() && element(selector).isDisplayed());
        element(selector).click();
    }

    private static String classes(WebElement element) {
        return " " + element.getDomAttribute("class") + " ";
    }

    private WebElement element(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }

    private List<WebElement> elements(String selector) {
        return browser.driver().findElements(By.cssSelector(selector));
    }
}
