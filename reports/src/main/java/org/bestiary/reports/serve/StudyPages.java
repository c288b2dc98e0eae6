package org.bestiary.reports.serve;

import java.util.List;
import java.util.Optional;
import org.bestiary.reports.html.Page;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;

/** Studies, and one of them with its trials. */
final class StudyPages {
    /** The newest of them; older ones are to be asked for by their address. */
    private static final int MOST = 100;

    private StudyPages() {}

    /** What the template of the list shows. */
    private record ListView(String place, boolean any, List<StudyView.Summary> studies) {}

    static Answer list(Holdings holdings) {
        List<StudyView.Summary> studies = holdings.studies()
                .map(store -> store.list(MOST).stream()
                        .map(study -> StudyView.Summary.of(study, store.count(study.id())))
                        .toList())
                .orElse(List.of());
        ListView view = new ListView(holdings.location().toString(), !studies.isEmpty(), studies);
        Bar bar = new Bar(false, true, List.of(), Optional.empty());
        return Answer.page(
                200, Page.serve(Bar.RESOURCES + "studies", "Studies", view, NoticePage.noCharts(), bar.shell()));
    }

    static Answer page(Holdings holdings, String id) {
        Refusal none = Refusal.missing("There is no study of this id in " + holdings.location() + ".");
        if (!ShownRun.isId(id)) {
            throw none;
        }
        StudyStore store = holdings.studies().orElseThrow(() -> none);
        Study study = store.find(id).orElseThrow(() -> none);
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
}
