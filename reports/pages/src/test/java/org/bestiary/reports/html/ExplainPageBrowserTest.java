package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.bestiary.reports.html.Explanation.Figure;
import org.bestiary.reports.html.Explanation.Group;
import org.bestiary.reports.html.Explanation.Legend;
import org.bestiary.reports.html.Explanation.Part;
import org.bestiary.reports.html.Explanation.Size;
import org.bestiary.reports.html.Explanation.Table;
import org.bestiary.reports.run.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainPageBrowserTest {
    private static final byte[] DOT = PngImage.encode(new byte[] {1, 2, 3}, 3, 1, 1);

    private static Explanation explanation(String name) {
        Figure figure = new Figure(DOT, 1, 1, "Saliency of " + name, "brightest from 1");
        Group pair =
                new Group("Saliency", "Gradient of the score.", Legend.SEQUENTIAL, Size.PAIR, List.of(figure, figure));
        Group many = new Group("Maps", "", Legend.DIVERGING, Size.SMALL, List.of(figure, figure, figure));
        Table table = new Table("Scores", List.of("Method", "Score"), List.of(List.of("Saliency", "1.50")));
        Part part = new Part(name, "The network says cat.", List.of(pair, many), List.of(table));
        return new Explanation(
                "run x", "Inside a network", List.of("A remark."), List.of(part), "./bestiary explain", "1");
    }

    @Test
    void showsPicturesOnAPhoneWithoutARequest(@TempDir Path folder, @TempDir Path profile) {
        Browser.assumeInstalled();
        Path page = folder.resolve("explain.html");
        ExplainPage.write(
                explanation("<b>cat</b> with a name of " + "very ".repeat(20) + "many words.jpg"), DOT, DOT, page);
        try (Browser browser = Browser.start(profile)) {
            browser.open(page, 360, true);
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).containsExactly(page.toUri().toString());
            assertThat(browser.number("document.documentElement.scrollWidth")).isEqualTo(360);
            assertThat(browser.text("h1")).isEqualTo("Inside a network");
            assertThat(browser.text(".parts h2")).startsWith("<b>cat</b>");
            assertThat(browser.number("document.querySelectorAll('.gallery img').length"))
                    .isEqualTo(5);
            assertThat(browser.number(
                            "[...document.querySelectorAll('img')].filter(i => !i.naturalWidth || !i.alt).length"))
                    .isZero();
            assertThat(browser.text(".colours")).contains("nothing").contains("much");
            assertThat(browser.text(".numbers tbody td")).isEqualTo("1.50");
        }
    }

    @Test
    void refusesAPlaceThatCannotBeWritten(@TempDir Path folder) {
        assertThatThrownBy(() -> ExplainPage.write(explanation("cat"), DOT, DOT, folder))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("cannot write");
    }

    @Test
    void tablesHaveACellForEveryHead() {
        assertThatThrownBy(() -> new Table("", List.of("a", "b"), List.of(List.of("1"))))
                .hasMessageContaining("2 cells");
    }
}
