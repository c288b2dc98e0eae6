package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.bestiary.reports.html.Poster.Family;
import org.bestiary.reports.html.Poster.Figure;
import org.bestiary.reports.html.Poster.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosterPageBrowserTest {
    private static final String QUANTITY = "top-1";

    private static Poster poster() {
        Figure published = new Figure(QUANTITY, 69.758, "Somebody, table 1", "https://example.org/paper");
        return new Poster(
                "0.1.0",
                List.of(
                        new Family(
                                "Old",
                                1998,
                                "A: Old, 1998",
                                "https://example.org/old",
                                "Was first.",
                                List.of(new Model("old", "Old-5", "1x28x28", 5, 61_706, 416_520, List.of()))),
                        new Family(
                                "New <b>",
                                2016,
                                "B: New, 2016",
                                "https://example.org/new",
                                "Was deeper.",
                                List.of(
                                        new Model(
                                                "new18",
                                                "New-18",
                                                "3x224x224",
                                                18,
                                                11_689_512,
                                                1_814_073_344L,
                                                List.of(published)),
                                        new Model(
                                                "new34",
                                                "New-34",
                                                "3x224x224",
                                                34,
                                                21_797_672,
                                                3_663_761_408L,
                                                List.of(new Figure(
                                                        "another", 1, "Else", "https://example.org/else")))))));
    }

    @Test
    void showsFamiliesWithSourcesOnEveryScreen(@TempDir Path folder) {
        Browser.assumeInstalled();
        Path page = folder.resolve("zoo.html");

        PosterPage.write(poster(), QUANTITY, page);

        try (Browser browser = Browser.start(folder.resolve("profile"))) {
            for (int width : new int[] {1440, 360}) {
                for (boolean dark : new boolean[] {false, true}) {
                    browser.open(page, width, dark);
                    browser.isSound(page);
                }
            }
            assertThat(browser.text("tr[data-id=new18] .published")).isEqualTo("69.76% top-1 Somebody, table 1");
            assertThat(browser.run("return document.querySelector('tr[data-id=new18] .published a').href"))
                    .isEqualTo("https://example.org/paper");
            assertThat(browser.text("tr[data-id=old] .published")).isEmpty();
            assertThat(browser.number("document.querySelectorAll('#chart-history .s circle').length"))
                    .isEqualTo(3);
            assertThat(browser.number("document.querySelectorAll('#chart-published .s circle').length"))
                    .as("only figures of the one quantity are compared")
                    .isEqualTo(1);
            assertThat(browser.run("return [...document.querySelectorAll('h2')].at(-1).textContent"))
                    .isEqualTo("New <b>");
        }
    }

    @Test
    void isDrawnIntoFiles(@TempDir Path folder) {
        assertThat(PosterPage.writeCharts(poster(), QUANTITY, folder))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("history.svg", "history.png", "published.svg", "published.png");
    }
}
