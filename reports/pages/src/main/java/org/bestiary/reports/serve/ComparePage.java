package org.bestiary.reports.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.reports.compare.Comparison;
import org.bestiary.reports.compare.ComparisonText;
import org.bestiary.reports.html.ComparisonPage;
import org.bestiary.reports.html.Shell;

/** Runs that were ticked in the list, side by side. */
final class ComparePage {
    private static final String NAME = "comparison";

    private ComparePage() {}

    static Answer page(ServedResults results, Request request) {
        List<String> ids = ids(request);
        if (ids.isEmpty()) {
            throw Refusal.malformed("Nothing is ticked. Go back to the runs and tick those to be compared.");
        }
        String query = Address.query(Map.of("run", ids));
        Shell shell = Bar.of(
                        Bar.Action.to("Tick others", "/" + query),
                        Bar.Action.file("Table (CSV)", "/compare.csv" + query),
                        Bar.Action.file("Table (Markdown)", "/compare.md" + query))
                .shell(Optional.of(new Shell.Files("/compare/charts/", query)));
        return Answer.page(200, ComparisonPage.serve(comparison(results, ids), run -> Address.run(run.id()), shell));
    }

    static Answer csv(ServedResults results, Request request) {
        String csv = ComparisonText.csv(comparison(results, ids(request)));
        return Answer.download("text/csv; charset=utf-8", NAME + ".csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    static Answer markdown(ServedResults results, Request request) {
        String markdown = ComparisonText.markdown(comparison(results, ids(request)));
        return Answer.download("text/markdown; charset=utf-8", NAME + ".md", markdown.getBytes(StandardCharsets.UTF_8));
    }

    static Answer chart(ServedResults results, Request request, String file) {
        return ChartAnswer.of(file, NAME, chart -> ComparisonPage.chart(comparison(results, ids(request)), chart));
    }

    private static List<String> ids(Request request) {
        List<String> ids = request.all("run").stream().distinct().toList();
        if (ids.size() > RunListQuery.MOST_TICKED) {
            throw Refusal.malformed("At most " + RunListQuery.MOST_TICKED + " runs can be compared, but " + ids.size()
                    + " are ticked. Untick some.");
        }
        return ids;
    }

    private static Comparison comparison(ServedResults results, List<String> ids) {
        // Ticking has no order that a reader could see.
        return Comparison.ranked(
                ids.stream().map(id -> ShownRun.find(results, id).compared()).toList());
    }
}
