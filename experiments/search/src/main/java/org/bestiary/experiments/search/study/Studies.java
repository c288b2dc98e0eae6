package org.bestiary.experiments.search.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.SweepReader;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.study.Direction;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyDraft;
import org.bestiary.reports.study.StudyStore;

/** Sweeps in the store: the study holds the whole sweep as text, so that a worker needs nothing but the store. */
public final class Studies {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final int LISTED = 200;

    private Studies() {}

    /**
     * Makes a study of a sweep.
     *
     * @return its id: the name of the experiment and the time
     */
    public static String create(Sweep sweep, StudyStore store) {
        String id = sweep.name() + "-" + TIME.format(LocalDateTime.now());
        for (int n = 2; store.find(id).isPresent(); n++) {
            id = sweep.name() + "-" + TIME.format(LocalDateTime.now()) + "." + n;
        }
        JsonNode search = sweep.source().search();
        store.create(new StudyDraft(
                id,
                sweep.source().text(),
                search.get("space"),
                search,
                sweep.seed(),
                sweep.objective().maximise() ? Direction.MAXIMIZE : Direction.MINIMIZE,
                StudyDraft.USUAL_FAILURES,
                StudyDraft.USUAL_ATTEMPTS));
        return id;
    }

    /**
     * The sweep of a study.
     *
     * @param overrides values by path, such as {@code search.parallel}, which may differ from one worker to the next
     * @throws RunException if there is no such study
     */
    public static Sweep read(String id, StudyStore store, Map<String, String> overrides) {
        Study study = store.find(id).orElseThrow(() -> {
            List<String> known = store.list(LISTED).stream().map(Study::id).toList();
            return new RunException("a sweep that goes on must be in the store, but no study there is called '" + id
                    + "'" + Names.hint(id, known));
        });
        return SweepReader.read(SweepSource.parse(study.draft().spec(), id, overrides));
    }
}
