package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Headless Chromium for tests of pages: {@code /usr/bin/chromium} and {@code /usr/bin/chromedriver}, or what {@code
 * BESTIARY_CHROMIUM} and {@code BESTIARY_CHROMEDRIVER} name. Without them a test is skipped and says so.
 */
public final class Browser implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Browser.class);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test that calls this if there is no browser. For each test: a class skipped as a whole is silent. */
    public static void assumeInstalled() {
        for (Path program : List.of(chromium(), chromedriver())) {
            if (!Files.isExecutable(program)) {
                String message = "no browser at " + program + "; install chromium and chromium-driver, or set "
                        + "BESTIARY_CHROMIUM and BESTIARY_CHROMEDRIVER";
                LOG.warn("page test skipped: {}", message);
                Assumptions.abort(message);
            }
        }
    }

    private static Path chromium() {
        return Path.of(System.getenv().getOrDefault("BESTIARY_CHROMIUM", "/usr/bin/chromium"));
    }

    private static Path chromedriver() {
        return Path.of(System.getenv().getOrDefault("BESTIARY_CHROMEDRIVER", "/usr/bin/chromedriver"));
    }

    public static Browser start(Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium().toString());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver().toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Opens a page on a screen of this width, in pixels, once its charts have been drawn. */
    public void open(Path page, int width, boolean dark) {
        open(page.toUri().toString(), width, dark);
    }

    /** Opens an address; see {@link #open(Path, int, boolean)}. */
    public void open(String address, int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        drainLogs();
        driver.get(address);
        driver.executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 100));");
    }

    /** Lays the open page out as it is printed. */
    void print() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 690, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    }

    public Object run(String script) {
        return driver.executeScript(script);
    }

    public String text(String selector) {
        return (String) driver.executeScript("return document.querySelector(arguments[0]).textContent", selector);
    }

    public long number(String script) {
        return ((Number) driver.executeScript("return " + script)).longValue();
    }

    /** What the console said that is a warning or worse. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** The addresses of everything that was asked for, except images embedded in the page. */
    public List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .filter(url -> !url.startsWith("data:"))
                .toList();
    }

    /** What axe-core finds wrong for people who use assistive technology, serious or worse; one line each. */
    public List<String> barriers() {
        driver.executeScript(axe());
        Object found = driver.executeAsyncScript("const done = arguments[0];"
                + "axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | '))),"
                + " error => done(['axe failed: ' + error]));");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream version =
                Browser.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
            Properties properties = new Properties();
            properties.load(version);
            String file = "/META-INF/resources/webjars/axe-core/" + properties.getProperty("version") + "/axe.min.js";
            try (InputStream script = Browser.class.getResourceAsStream(file)) {
                return new String(script.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That a page is in order: nothing complained of, asked for, sticking out or in the way of anyone. */
    void isSound(Path page) {
        assertThat(requests()).as("requests").containsExactly(page.toUri().toString());
        isSound();
    }

    /** The same for a page of a server, which may ask that server for more. */
    public void isSound(String origin) {
        assertThat(requests())
                .as("requests")
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request).startsWith(origin));
        isSound();
    }

    private void isSound() {
        assertThat(complaints()).as("console").isEmpty();
        assertThat(number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels that stick out sideways")
                .isZero();
        assertThat(barriers()).as("accessibility").isEmpty();
        assertThat(run("return [...document.querySelectorAll('.chart')].filter(chart => ["
                        + "...chart.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().height > 100)"
                        + ".length !== 1).map(chart => chart.id)"))
                .as("charts of which not exactly one drawing is seen")
                .isEqualTo(List.of());
    }

    /** A picture of the whole page that is open. */
    public byte[] picture() {
        Object shot = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                .get("data");
        return Base64.getDecoder().decode((String) shot);
    }

    /** Where the browser is. */
    public String address() {
        return driver.getCurrentUrl();
    }

    private void drainLogs() {
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
