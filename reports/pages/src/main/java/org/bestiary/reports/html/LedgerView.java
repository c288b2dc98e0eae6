package org.bestiary.reports.html;

import java.util.List;
import java.util.Optional;

/** What the template of a ledger's page shows. */
record LedgerView(String title, String lead, List<CountView> counts, List<LectureView> lectures, String version) {
    record CountView(String verdict, String kind, String sign, int number, String meaning) {}

    record LectureView(String id, String heading, List<TopicView> topics) {}

    record TopicView(String name, List<RowView> rows) {}

    /** Pictures come as views of their own kind, of which at most one is present. */
    record RowView(
            LedgerContent.StatementRow row,
            String kind,
            Optional<String> stated,
            Optional<String> measured,
            Optional<String> difference,
            Optional<String> explanation,
            Optional<String> remark,
            Optional<FieldDrawing> field,
            Optional<CostDrawing> cost,
            Optional<RoutingDrawing> routing) {

        static RowView of(LedgerContent.StatementRow row) {
            return new RowView(
                    row,
                    LedgerView.styleOf(row.verdict()),
                    present(row.stated()),
                    present(row.measured()),
                    present(row.difference()),
                    present(row.explanation()),
                    present(row.remark()),
                    picture(row, LedgerContent.Picture.Field.class).map(FieldDrawing::of),
                    picture(row, LedgerContent.Picture.Cost.class).map(CostDrawing::of),
                    picture(row, LedgerContent.Picture.Routing.class).map(RoutingDrawing::of));
        }

        private static <T> Optional<T> picture(LedgerContent.StatementRow row, Class<T> type) {
            return row.picture().filter(type::isInstance).map(type::cast);
        }
    }

    static LedgerView of(LedgerContent content) {
        return new LedgerView(
                content.title(),
                content.lead(),
                content.counts().stream()
                        .filter(c -> c.number() > 0)
                        .map(c -> new CountView(
                                c.verdict(), LedgerView.styleOf(c.verdict()), c.sign(), c.number(), c.meaning()))
                        .toList(),
                content.lectures().stream()
                        .map(l -> new LectureView(
                                l.id(),
                                l.heading(),
                                l.topics().stream()
                                        .map(t -> new TopicView(
                                                t.name(),
                                                t.rows().stream()
                                                        .map(RowView::of)
                                                        .toList()))
                                        .toList()))
                        .toList(),
                content.version());
    }

    private static Optional<String> present(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    /** A verdict as a name of the style sheet. */
    private static String styleOf(String verdict) {
        return "v-" + verdict.replace(' ', '-');
    }
}
