package org.bestiary.reports.serve;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.html.Figures;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunField;
import org.bestiary.reports.store.RunRow;

/** What the template of the list of runs shows. */
record RunListView(
        String place,
        boolean any,
        boolean empty,
        boolean reading,
        List<StudyCard> studies,
        List<RunningView> running,
        String where,
        String sort,
        Optional<String> problem,
        String fields,
        List<Column> columns,
        List<ListedRun> rows,
        List<String> elsewhere,
        String shown,
        Optional<Integer> first,
        Optional<Integer> before,
        Optional<Integer> after,
        Optional<Integer> last) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** A study that is under way, as a card. */
    record StudyCard(String id, String href, String told) {}

    /** A heading that sorts. */
    record Column(String title, String style, String order, String sort) {}

    record ListedRun(
            String id,
            boolean ticked,
            String href,
            String experiment,
            String model,
            String dataset,
            String status,
            boolean completed,
            String epochs,
            String validation,
            String test,
            String parameters,
            String time,
            String started,
            List<String> tags) {
        static ListedRun of(RunRow r, RunListQuery query, boolean killed) {
            return new ListedRun(
                    r.id(),
                    query.ticked().contains(r.id()),
                    Address.run(r.id()),
                    r.experiment(),
                    r.model(),
                    r.dataset(),
                    killed ? "killed" : r.status().label(),
                    r.status() == RunStatus.COMPLETED,
                    Figures.count(r.epochs()),
                    percent(r.validationAccuracy()),
                    percent(r.testAccuracy()),
                    Figures.count(r.learnableParameters()),
                    r.status() == RunStatus.RUNNING ? Figures.NONE : Figures.duration(r.seconds()),
                    moment(r.started()),
                    r.tags());
        }
    }

    boolean anyRunning() {
        return !running.isEmpty() || !studies.isEmpty();
    }

    boolean anyElsewhere() {
        return !elsewhere.isEmpty();
    }

    boolean anyRows() {
        return !rows.isEmpty();
    }

    static String moment(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    private static String percent(OptionalDouble value) {
        return Figures.percent(value);
    }

    static List<Column> columns(RunListQuery query) {
        return List.of(
                column(query, "Run", "text", "id", true),
                column(query, "Network", "text", "model", true),
                column(query, "Data", "text", "dataset", true),
                column(query, "Test %", "", "testAccuracy", false),
                column(query, "Validation %", "", "validationAccuracy", false),
                column(query, "Epochs", "", "epochs", false),
                column(query, "Status", "text", "status", true),
                column(query, "Parameters", "", "learnableParameters", false),
                column(query, "Time", "", "seconds", false),
                column(query, "Started", "text", "started", false));
    }

    private static Column column(RunListQuery query, String title, String style, String field, boolean ascending) {
        String order = !query.field().equalsIgnoreCase(field) ? "none" : query.ascending() ? "ascending" : "descending";
        return new Column(title, style, order, query.sortedBy(field, ascending));
    }

    static String fieldNames() {
        return RunField.listing();
    }
}
