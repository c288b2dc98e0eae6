package org.bestiary.reports.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bestiary.reports.html.ChartView;
import org.bestiary.reports.html.Figures;
import org.bestiary.reports.html.Page;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.ConditionException;
import org.bestiary.reports.store.RunQuery;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;

/** The list of runs: those under way with their curves, and a page of all that meet a condition. */
final class RunListPage {
    private final ServedResults results;
    private final RunListQuery query;

    private RunListPage(ServedResults results, RunListQuery query) {
        this.results = results;
        this.query = query;
    }

    static Answer of(ServedResults results, Request request) {
        return new RunListPage(results, RunListQuery.of(request)).answer();
    }

    /** A part of the list, or what is wrong with the condition. */
    private record Found(List<RunRow> rows, long all, Optional<String> problem) {}

    private Answer answer() {
        Optional<RunStore> store = results.runs();
        // Taken before the runs are, so that the script sees what comes meanwhile.
        UnderWay underWay = store.map(s -> UnderWay.of(results, s)).orElse(UnderWay.NOTHING);
        // Who asks for certain runs wants to see those.
        boolean anything = query.condition().isEmpty() && query.page() == 1;
        List<RunningView> running =
                anything ? store.map(s -> running(s, underWay.runs())).orElse(List.of()) : List.of();
        Found found = store.map(this::find).orElse(new Found(List.of(), 0, Optional.empty()));
        boolean any = store.isPresent() && (query.condition().isPresent() || found.all() > 0);
        RunListView view = view(anything ? underWay.studies() : List.of(), running, found, any);
        ObjectNode data = NoticePage.noCharts();
        data.set(
                "charts",
                ChartView.data(running.stream().flatMap(r -> r.chart().stream()).toList()));
        Bar.Action[] actions = any
                ? new Bar.Action[] {
                    Bar.Action.file("Runs (CSV)", "/runs.csv" + query.conditionOnly()),
                    Bar.Action.file("Epochs (CSV)", "/epochs.csv" + query.conditionOnly())
                }
                : new Bar.Action[0];
        Bar bar = new Bar(
                true,
                false,
                List.of(actions),
                Optional.of(new Bar.Live(underWay.seen(), "/live", "#running, #runs tbody")));
        return Answer.page(
                found.problem().isPresent() ? 400 : 200,
                Page.serve(Bar.RESOURCES + "runs", "Runs", view, data, bar.shell()));
    }

    private Found find(RunStore store) {
        try {
            Condition condition = query.condition().map(Condition::parse).orElse(Condition.ALL);
            RunQuery first = RunQuery.sorted(condition, Optional.of(query.sort()), RunListQuery.ROWS);
            List<RunRow> rows = store.list(first.from((long) (query.page() - 1) * RunListQuery.ROWS));
            return new Found(rows, store.count(condition), Optional.empty());
        } catch (ConditionException e) {
            return new Found(List.of(), 0, Optional.of(e.getMessage().replaceFirst("^in --where at", "At")));
        }
    }

    private RunListView view(List<UnderWay.StudyAtWork> studies, List<RunningView> running, Found found, boolean any) {
        int pages = (int) Math.max(1, (found.all() + RunListQuery.ROWS - 1) / RunListQuery.ROWS);
        int page = query.page();
        Set<String> here = found.rows().stream().map(RunRow::id).collect(Collectors.toSet());
        return new RunListView(
                results.location().toString(),
                any,
                !any && results.isComplete(),
                !results.isComplete(),
                studies.stream()
                        .map(s -> new RunListView.StudyCard(
                                s.id(), Address.study(s.id()), s.standing().told()))
                        .toList(),
                running,
                query.where(),
                query.sort(),
                found.problem(),
                RunListView.fieldNames(),
                RunListView.columns(query),
                found.rows().stream()
                        .map(r -> RunListView.ListedRun.of(r, query, results.isKilled(r)))
                        .toList(),
                query.ticked().stream().filter(id -> !here.contains(id)).toList(),
                shown(found),
                page > 2 ? Optional.of(1) : Optional.empty(),
                page > 1 ? Optional.of(Math.min(page - 1, pages)) : Optional.empty(),
                page < pages ? Optional.of(page + 1) : Optional.empty(),
                page < pages - 1 ? Optional.of(pages) : Optional.empty());
    }

    private String shown(Found found) {
        if (found.problem().isPresent()) {
            return "";
        }
        if (found.rows().isEmpty()) {
            return found.all() == 0 ? "No run meets the condition." : "There is nothing on page " + query.page() + ".";
        }
        long from = (long) (query.page() - 1) * RunListQuery.ROWS + 1;
        return Figures.count(from) + " to " + Figures.count(from + found.rows().size() - 1) + " of "
                + Figures.count(found.all()) + (found.all() == 1 ? " run" : " runs");
    }

    /** One that cannot be read is in the table all the same. */
    private List<RunningView> running(RunStore store, List<RunRow> rows) {
        List<RunningView> views = new ArrayList<>();
        for (RunRow row : rows) {
            try {
                views.add(RunningView.of(ShownRun.of(results, store, row), views.size()));
            } catch (RunException | Refusal e) {
                continue;
            }
        }
        return views;
    }
}
