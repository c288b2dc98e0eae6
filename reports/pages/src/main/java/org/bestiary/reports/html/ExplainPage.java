package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bestiary.common.AtomicFile;
import org.bestiary.reports.run.RunException;

/** The page of {@code explain}: pictures with their captions in one file that needs no network. */
public final class ExplainPage {
    private ExplainPage() {}

    /**
     * Writes the page.
     *
     * @param explanation what it shows
     * @param sequential the scale from nothing to much, as PNG
     * @param diverging the scale from against to for, as PNG
     * @param file replaced as a whole if it exists
     * @throws RunException if it cannot be written
     */
    public static void write(Explanation explanation, byte[] sequential, byte[] diverging, Path file) {
        try {
            AtomicFile.write(file, html(explanation, sequential, diverging).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /** The page as HTML. */
    public static String html(Explanation explanation, byte[] sequential, byte[] diverging) {
        View view = View.of(explanation, uri(sequential), uri(diverging));
        ObjectNode noCharts = JsonNodeFactory.instance.objectNode();
        noCharts.putArray("charts");
        return Page.render("explain", explanation.title(), view, noCharts);
    }

    private static String uri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    /** What the template reads; every value is text. */
    private record View(
            String kicker, String title, List<String> remarks, List<PartView> parts, String command, String version) {
        static View of(Explanation e, String sequential, String diverging) {
            List<PartView> parts = e.parts().stream()
                    .map(p -> new PartView(
                            p.title(),
                            p.lead(),
                            p.groups().stream()
                                    .map(g -> GroupView.of(g, sequential, diverging))
                                    .toList(),
                            p.tables().stream().map(TableView::of).toList()))
                    .toList();
            return new View(e.kicker(), e.title(), e.remarks(), parts, e.command(), e.version());
        }
    }

    private record PartView(String title, String lead, List<GroupView> groups, List<TableView> tables) {}

    private record LegendView(String uri, String low, String high) {}

    private record GroupView(
            String title, String lead, String kind, Optional<LegendView> legend, List<FigureView> figures) {
        static GroupView of(Explanation.Group g, String sequential, String diverging) {
            Optional<LegendView> legend = switch (g.legend()) {
                case NONE -> Optional.empty();
                case SEQUENTIAL -> Optional.of(new LegendView(sequential, "nothing", "much"));
                case DIVERGING -> Optional.of(new LegendView(diverging, "against", "for"));
            };
            return new GroupView(
                    g.title(),
                    g.lead(),
                    g.size() == Explanation.Size.PAIR
                            ? "group"
                            : "group " + g.size().name().toLowerCase(Locale.ROOT),
                    legend,
                    g.figures().stream().map(FigureView::of).toList());
        }
    }

    private record FigureView(String uri, int width, int height, String alt, String caption) {
        static FigureView of(Explanation.Figure f) {
            return new FigureView(ExplainPage.uri(f.png()), f.width(), f.height(), f.alt(), f.caption());
        }
    }

    private record TableView(String caption, String first, List<String> heads, List<RowView> rows) {
        static TableView of(Explanation.Table t) {
            return new TableView(
                    t.caption(),
                    t.heads().get(0),
                    t.heads().subList(1, t.heads().size()),
                    t.rows().stream()
                            .map(r -> new RowView(r.get(0), r.subList(1, r.size())))
                            .toList());
        }
    }

    private record RowView(String name, List<String> cells) {}
}
