package org.bestiary.reports.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.export.RunTable;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.ConditionException;
import org.bestiary.reports.store.RunStore;

/** Which address shows what. */
final class Site {
    private static final String CSV = "text/csv; charset=utf-8";

    private final ServedResults results;
    private final LiveStream live;

    Site(ServedResults results, LiveStream live) {
        this.results = results;
        this.live = live;
    }

    /** The answer to a request, even if that is that there is none. */
    Answer answer(Request request) {
        try {
            return find(request);
        } catch (ConditionException e) {
            throw Refusal.malformed(e.getMessage());
        } catch (StoreException e) {
            return NoticePage.of(503, "The store does not answer", e.getMessage());
        } catch (RunException e) {
            return NoticePage.of(500, "That cannot be read", e.getMessage());
        }
    }

    private Answer find(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw Refusal.method(request.method());
        }
        List<String> at = request.segments();
        return switch (at.size()) {
            case 0 -> RunListPage.of(results, request);
            case 1 -> single(at.get(0), request);
            case 2 -> pair(at.get(0), at.get(1));
            case 3 -> deeper(at, request);
            case 4 -> {
                if (!at.get(2).equals("charts")) {
                    throw nothing();
                }
                yield chart(at.get(0), at.get(1), at.get(3));
            }
            default -> throw nothing();
        };
    }

    private Answer single(String name, Request request) {
        return switch (name) {
            case "runs" -> Answer.seeOther("/");
            case "studies" -> StudyPages.list(results, request);
            case "compare" -> ComparePage.page(results, request);
            case "compare.csv" -> ComparePage.csv(results, request);
            case "compare.md" -> ComparePage.markdown(results, request);
            case "runs.csv" -> table(request, "runs.csv", RunTable::runs);
            case "epochs.csv" -> table(request, "epochs.csv", RunTable::epochs);
            case "live" -> live.follow(new ListWatch(results));
            default -> throw nothing();
        };
    }

    private Answer pair(String kind, String id) {
        return switch (kind) {
            case "runs" -> RunPage.page(results, id);
            case "studies" -> StudyPages.page(results, id);
            default -> throw nothing();
        };
    }

    private Answer deeper(List<String> at, Request request) {
        if (at.get(0).equals("compare") && at.get(1).equals("charts")) {
            return ComparePage.chart(results, request, at.get(2));
        }
        if (at.get(0).equals("studies") && at.get(2).equals("study.json")) {
            return StudyPages.json(results, at.get(1));
        }
        if (at.get(0).equals("studies") && at.get(2).equals("live")) {
            return live.follow(StudyPages.watch(results, at.get(1)));
        }
        if (!at.get(0).equals("runs")) {
            throw nothing();
        }
        return switch (at.get(2)) {
            case "metrics.csv" -> RunPage.metrics(results, at.get(1));
            case "run.json" -> RunPage.record(results, at.get(1));
            case "live" -> live.follow(new RunWatch(results, ShownRun.find(results, at.get(1))));
            default -> throw nothing();
        };
    }

    private Answer chart(String kind, String id, String file) {
        return switch (kind) {
            case "runs" -> RunPage.chart(results, id, file);
            case "studies" -> StudyPages.chart(results, id, file);
            default -> throw nothing();
        };
    }

    private static Refusal nothing() {
        return Refusal.missing("There is no such page. The runs are where the dashboard begins.");
    }

    /** Writes runs as a table. */
    @FunctionalInterface
    private interface Table {
        long write(RunStore store, Condition condition, Appendable out) throws IOException;
    }

    private Answer table(Request request, String name, Table table) {
        Condition condition = request.parameter("where").map(Condition::parse).orElse(Condition.ALL);
        RunStore store = results.runs().orElseThrow(() -> Refusal.missing("There are no runs yet."));
        // Asked before anything is sent: a condition on an entry that no run has must not become half a table.
        store.count(condition);
        return Answer.download(CSV, name, out -> write(store, condition, table, out));
    }

    private static void write(RunStore store, Condition condition, Table table, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        table.write(store, condition, text);
        text.flush();
    }
}
