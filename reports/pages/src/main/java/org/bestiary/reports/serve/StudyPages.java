package org.bestiary.reports.serve;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.reports.html.Page;
import org.bestiary.reports.html.Shell;
import org.bestiary.reports.html.SweepPage;
import org.bestiary.reports.study.ListedStudy;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.sweep.SweepJson;
import org.bestiary.reports.sweep.SweepReport;

/** Studies, and one of them with its trials. */
final class StudyPages {
    private StudyPages() {}

    static Answer list(ServedResults results, Request request) {
        int page = request.page();
        Optional<StudyStore> store = results.studies();
        List<ListedStudy> summaries = store.map(
                        s -> s.listed(StudyListView.ROWS, (long) (page - 1) * StudyListView.ROWS))
                .orElse(List.of());
        Instant now = Instant.now();
        List<StudyListView.StudyLine> lines = store.map(s -> summaries.stream()
                        .map(summary -> StudyListView.StudyLine.of(summary, s, now))
                        .toList())
                .orElse(List.of());
        StudyListView view = StudyListView.of(
                results.location().toString(),
                lines,
                store.map(StudyStore::count).orElse(0L),
                page);
        Bar bar = new Bar(false, true, List.of(), Optional.empty());
        return Answer.page(
                200, Page.serve(Bar.RESOURCES + "studies", "Studies", view, NoticePage.noCharts(), bar.shell()));
    }

    /** The page of a study: of one that has ended its report, of others the trials as they stand. */
    static Answer page(ServedResults results, String id) {
        Refusal none = none(results, id);
        StudyStore store = results.studies().orElseThrow(() -> none);
        Study study = store.find(id).orElseThrow(() -> none);
        Optional<Path> folder = study.status() == StudyStatus.OPEN ? Optional.empty() : StudyFiles.of(results, id);
        if (folder.isPresent()) {
            return Answer.page(
                    200,
                    SweepPage.serve(
                            StudyFiles.report(folder.get()), folder.get(), Optional.empty(), Address::run, files(id)));
        }
        Bar bar = Bar.of();
        LiveState state = StudyWatch.state(store, study);
        if (!state.over()) {
            bar = bar.following(new Bar.Live(state.seen(), Address.study(id) + "/live", ".page-head, main"));
        }
        List<Trial> trials = store.trials(id);
        Optional<SweepReport> report = results.reporter().report(store, study);
        if (report.isPresent()) {
            StudyStanding standing = StudyStanding.of(study, trials, Instant.now());
            Optional<String> notice = Optional.of(
                    standing.isUnderWay()
                            ? "Under way: " + standing.told() + "."
                            : standing.count() + " trials, and nobody is working on it.");
            Shell shell = bar.shell(Optional.of(new Shell.Files(Address.study(id) + "/charts/", "")));
            Path place = results.location().runs().resolve(id);
            return Answer.page(200, SweepPage.serve(report.get(), place, notice, Address::run, shell));
        }
        return Answer.page(
                200,
                Page.serve(
                        Bar.RESOURCES + "study", id, StudyView.of(study, trials), NoticePage.noCharts(), bar.shell()));
    }

    private static Shell files(String id) {
        return Bar.of(Bar.Action.file("Study (JSON)", Address.study(id) + "/study.json"))
                .shell(Optional.of(new Shell.Files(Address.study(id) + "/charts/", "")));
    }

    /** The state of a study as it goes on. */
    static Supplier<Optional<LiveState>> watch(ServedResults results, String id) {
        Refusal none = none(results, id);
        Study study = results.studies().flatMap(store -> store.find(id)).orElseThrow(() -> none);
        return new StudyWatch(results, study.id());
    }

    static Answer chart(ServedResults results, String id, String file) {
        return ChartAnswer.of(file, id, chart -> SweepPage.chart(report(results, id), chart));
    }

    static Answer json(ServedResults results, String id) {
        return Answer.download("application/json", id + ".json", SweepJson.bytes(report(results, id)));
    }

    private static SweepReport report(ServedResults results, String id) {
        Refusal none = none(results, id);
        return StudyFiles.of(results, id)
                .map(StudyFiles::report)
                .or(() -> results.studies()
                        .flatMap(store -> store.find(id)
                                .flatMap(study -> results.reporter().report(store, study))))
                .orElseThrow(() -> none);
    }

    /** What is said if there is no such study. */
    private static Refusal none(ServedResults results, String id) {
        Refusal none = Refusal.missing("There is no study of this id in " + results.location() + ".");
        if (!ShownRun.isId(id)) {
            throw none;
        }
        return none;
    }
}
