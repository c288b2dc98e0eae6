package org.bestiary.reports.html;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The index of published results: a table that sorts and filters, each row with a link to its page. */
public final class PublishedPage {
    private PublishedPage() {}

    /**
     * One published result.
     *
     * @param name of the experiment
     * @param link to its page
     * @param kind what it is
     * @param subject what was done
     * @param figure what it came to
     * @param range how far that is to be believed
     * @param cost what it took
     */
    public record PublishedRow(
            String name, String link, String kind, String subject, String figure, String range, String cost) {}

    private record View(List<PublishedRow> rows, String count, boolean any) {}

    /** The page as HTML. */
    public static String html(List<PublishedRow> rows) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putArray("charts");
        View view = new View(rows, Figures.count(rows.size()), !rows.isEmpty());
        return Page.render("published", "Published results", view, data);
    }
}
