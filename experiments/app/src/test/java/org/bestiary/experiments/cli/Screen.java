package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium that looks at pages; a test is skipped, and says so, where there is none. */
final class Screen implements AutoCloseable {
    private final ChromeDriver driver;

    private Screen(ChromeDriver driver) {
        this.driver = driver;
    }

    static Screen start(Path profile) {
        Path chromium = Path.of(System.getenv().getOrDefault("BESTIARY_CHROMIUM", "/usr/bin/chromium"));
        Path chromedriver = Path.of(System.getenv().getOrDefault("BESTIARY_CHROMEDRIVER", "/usr/bin/chromedriver"));
        if (!Files.isExecutable(chromium) || !Files.isExecutable(chromedriver)) {
            Assumptions.abort("no browser at " + chromium + " and " + chromedriver
                    + "; install chromium and chromium-driver, or set BESTIARY_CHROMIUM and BESTIARY_CHROMEDRIVER");
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toString());
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
                .usingDriverExecutable(chromedriver.toFile())
                .build();
        return new Screen(new ChromeDriver(service, options));
    }

    /** Opens a page at 360 and 1440 pixels, light and dark, and finds nothing wrong with it each time. */
    void accepts(Path page) throws IOException {
        for (int width : new int[] {360, 1440}) {
            for (String scheme : new String[] {"light", "dark"}) {
                String where = page.getFileName() + " at " + width + " pixels, " + scheme;
                open(page, width, scheme);
                assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                        .as("console of " + where)
                        .isEmpty();
                assertThat(requests())
                        .as("requests of " + where)
                        .containsExactly(page.toUri().toString());
                assertThat(run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as("pixels that stick out of " + where)
                        .isEqualTo(0L);
                assertThat(run("return [...document.querySelectorAll('.chart')].filter(chart => ![..."
                                + "chart.querySelectorAll('svg')].some(svg => svg.getBoundingClientRect().height > 100"
                                + " && svg.querySelector('path, circle, rect'))).length"))
                        .as("charts that are not drawn in " + where)
                        .isEqualTo(0L);
                assertThat(barriers()).as("accessibility of " + where).isEqualTo(List.of());
            }
        }
    }

    /** Opens a page on a screen of this width, in pixels, light or dark. */
    void open(Path page, int width, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", "", "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.get(page.toUri().toString());
        driver.executeAsyncScript("const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 100));");
    }

    /** The addresses of everything that was asked for, except what is embedded in the page. */
    private List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .filter(url -> !url.startsWith("data:"))
                .toList();
    }

    private Object barriers() throws IOException {
        try (InputStream version =
                Screen.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
            Properties axe = new Properties();
            axe.load(version);
            String file = "/META-INF/resources/webjars/axe-core/" + axe.getProperty("version") + "/axe.min.js";
            try (InputStream script = Screen.class.getResourceAsStream(file)) {
                driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return driver.executeAsyncScript("const done = arguments[0];"
                + "axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ' at ' + v.nodes[0].html)), error => done(['axe failed: ' + error]));");
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
