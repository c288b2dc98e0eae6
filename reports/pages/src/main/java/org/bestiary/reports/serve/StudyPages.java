package org.bestiary.reports.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        StudyListView view = StudyListView.of(
                results.location().toString(),
                summaries,
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
            Shell shell = Bar.of(Bar.Action.file("Study (JSON)", Address.study(id) + "/study.json"))
                    .shell(Optional.of(new Shell.Files(Address.study(id) + "/charts/", "")));
            return Answer.page(200, SweepPage.serve(StudyFiles.report(folder.get()), folder.get(), shell));
        }
        List<Trial> trials = store.trials(id);
        return Answer.page(
                200,
                Page.serve(
                        Bar.RESOURCES + "study",
                        id,
                        StudyView.of(study, trials),
                        NoticePage.noCharts(),
                        Bar.of().shell()));
    }

    static Answer chart(ServedResults results, String id, String file) {
        return ChartAnswer.of(file, id, chart -> SweepPage.chart(report(results, id), chart));
    }

    static Answer json(ServedResults results, String id) {
        return Answer.download("application/json", id + ".json", SweepJson.bytes(report(results, id)));
    }

    private static SweepReport report(ServedResults results, String id) {
        Refusal none = none(results, id);
        return StudyFiles.report(StudyFiles.of(results, id).orElseThrow(() -> none));
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
