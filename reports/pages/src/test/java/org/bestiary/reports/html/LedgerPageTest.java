package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bestiary.reports.html.LedgerContent.Count;
import org.bestiary.reports.html.LedgerContent.Lecture;
import org.bestiary.reports.html.LedgerContent.Link;
import org.bestiary.reports.html.LedgerContent.Picture;
import org.bestiary.reports.html.LedgerContent.StatementRow;
import org.bestiary.reports.html.LedgerContent.Topic;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The page of a ledger: what it says, and that nothing a ledger holds can be taken for markup. */
class LedgerPageTest {
    private static StatementRow row(String id, String text, String verdict, String sign, Picture picture) {
        return new StatementRow(
                id,
                text,
                "stated of " + id,
                "measured of " + id,
                verdict,
                sign,
                verdict.equals("differs") ? "3 more" : "",
                "why " + id,
                "",
                List.of(new Link("run-1", "./runs/run-1/report.html")),
                Optional.ofNullable(picture));
    }

    private static Document page(StatementRow... rows) {
        LedgerContent content = new LedgerContent(
                "Ledger",
                "a machine",
                List.of(new Count("reproduced", "=", 2, "as stated"), new Count("cited", "”", 0, "quoted")),
                List.of(new Lecture("l", "A lecture", List.of(new Topic("Topic", List.of(rows))))),
                "1.0");
        return Jsoup.parse(LedgerPage.html(content));
    }

    @Test
    void verdictsHaveColourAndSign() {
        Document page = page(row("a", "one", "reproduced", "=", null), row("b", "two", "not reproduced", "✗", null));
        assertThat(page.select("#a").hasClass("v-reproduced")).isTrue();
        assertThat(page.select("#b").hasClass("v-not-reproduced")).isTrue();
        assertThat(page.select("#b .verdict").text()).isEqualTo("✗ not reproduced");
        assertThat(page.select("#a .values").text()).isEqualTo("stated stated of a measured measured of a");
        assertThat(page.select("#a a[href='./runs/run-1/report.html']").text()).isEqualTo("run-1");
        assertThat(page.select(".tally > div"))
                .as("a verdict that nothing has is not shown")
                .hasSize(1);
        assertThat(page.select("script:not([type])")).isEmpty();
    }

    @Test
    void textIsNeverMarkup() {
        Document page = page(row("x", "<script>alert(1)</script> & <b>", "differs", "≠", null));
        assertThat(page.select("#x .says p").first().text()).isEqualTo("<script>alert(1)</script> & <b>");
        assertThat(page.select("#x script")).isEmpty();
        assertThat(page.select("meta[http-equiv]").attr("content")).contains("default-src 'none'", "script-src 'none'");
    }

    @Test
    void theReceptiveFieldIsTracedDownToThePixels() {
        Picture field = new Picture.Field(
                9,
                List.of(
                        new Picture.Window("conv 3", 7, 3, 1, 1, 0, 3),
                        new Picture.Window("conv 3 dilation 2", 3, 3, 1, 2, 0, 7)));
        Document page = page(row("f", "field", "reproduced", "=", field));
        // One output, its 3 taps two apart, and their 7 pixels.
        assertThat(page.select("#f rect.seen")).hasSize(1 + 3 + 7);
        assertThat(page.select("#f rect")).hasSize(3 + 7 + 9);
        assertThat(page.select("#f line")).hasSize(3 + 9);
        assertThat(page.select("#f svg").attr("aria-label"))
                .isEqualTo("One output of conv 3 dilation 2 sees 7 of 9 pixels");
    }

    @Test
    void gradientsAreDrawnWhereTheyGo() {
        Picture routing = new Picture.Routing(
                2,
                List.of(List.of(1.0, 2.0, 1.0), List.of(0.0, 9.0, 0.0)),
                List.of(List.of(1.0, 3.0)),
                List.of(List.of(0.0, 0.0, 0.0), List.of(0.0, 4.0, 0.0)));
        Document page = page(row("r", "routing", "reproduced", "=", routing));
        assertThat(page.select("#r path")).hasSize(2);
        assertThat(page.select("#r text.gradient").eachText()).containsExactly("4");
    }

    @Test
    void costsAreOnOneScale() {
        Picture cost = new Picture.Cost(
                "Multiply-adds",
                List.of(
                        new Picture.Bar("full", List.of(new Picture.Part("conv", 800))),
                        new Picture.Bar(
                                "cut", List.of(new Picture.Part("depthwise", 40), new Picture.Part("pointwise", 60)))));
        Document page = page(row("c", "cost", "reproduced", "=", cost));
        assertThat(page.select("#c .part").eachAttr("style"))
                .containsExactly("width:100.0%", "width:5.0%", "width:7.5%");
        assertThat(page.select("#c .total").eachText()).containsExactly("800 100.0%", "100 12.5%");
    }
}
