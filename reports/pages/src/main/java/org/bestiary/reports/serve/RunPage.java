package org.bestiary.reports.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.reports.html.ReportPage;
import org.bestiary.reports.html.Shell;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunJson;
import org.bestiary.reports.run.RunStatus;

/** What there is of one run: its page, its charts and tables as files. */
final class RunPage {
    private RunPage() {}

    static Answer page(ServedResults results, String id) {
        ShownRun run = ShownRun.find(results, id);
        String home = Address.run(id);
        Bar bar = Bar.of(
                Bar.Action.to("Compare with", "/" + Address.query(Map.of("run", List.of(id)))),
                Bar.Action.file("Epochs (CSV)", home + "/metrics.csv"),
                Bar.Action.file("Record (JSON)", home + "/run.json"));
        if (run.record().status() == RunStatus.RUNNING) {
            bar = bar.following(new Bar.Live(LiveState.seen(run.record()), home + "/live", ".page-head, main"));
        }
        Shell shell = bar.shell(Optional.of(new Shell.Files(home + "/charts/", "")));
        return Answer.page(200, ReportPage.serve(run.record(), run.directory(), shell));
    }

    static Answer metrics(ServedResults results, String id) {
        byte[] csv = RunDirectory.metricsCsv(ShownRun.find(results, id).record().epochs())
                .getBytes(StandardCharsets.UTF_8);
        return Answer.download("text/csv; charset=utf-8", id + "-epochs.csv", csv);
    }

    static Answer record(ServedResults results, String id) {
        byte[] json = RunJson.tree(ShownRun.find(results, id).record())
                .toPrettyString()
                .getBytes(StandardCharsets.UTF_8);
        return Answer.download("application/json", id + ".json", json);
    }

    static Answer chart(ServedResults results, String id, String file) {
        return ChartAnswer.of(
                file, id, chart -> ReportPage.chart(ShownRun.find(results, id).record(), chart));
    }
}
