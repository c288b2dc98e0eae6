package org.bestiary.reports.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bestiary.reports.run.DatasetSummary;
import org.bestiary.reports.run.Provenance;
import org.bestiary.reports.run.RunRecord;

/** The provenance in groups that a reader looks for. */
record ProvenanceView(String title, List<Entry> entries) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);

    record Entry(String term, String value, boolean code) {}

    static List<ProvenanceView> of(RunRecord run) {
        return List.of(
                new ProvenanceView("Run", run(run)),
                new ProvenanceView("Machine", machine(run.provenance())),
                new ProvenanceView("Data", data(run.dataset())),
                new ProvenanceView("Random streams", seeds(run)));
    }

    private static List<Entry> run(RunRecord run) {
        Provenance p = run.provenance();
        List<Entry> entries = new ArrayList<>();
        entries.add(plain("Started", time(p.startedAt())));
        p.finishedAt().ifPresent(at -> entries.add(plain("Finished", time(at))));
        entries.add(plain("Time in all", Figures.duration(p.wallSeconds())));
        entries.add(plain("Of it training", Figures.duration(p.trainSeconds())));
        entries.add(plain("Bestiary", p.version()));
        entries.add(code("Commit", p.gitCommit()));
        entries.add(code("Specification", run.specHash()));
        run.parametersSha256().ifPresent(hash -> entries.add(code("Last parameters", hash)));
        run.bestParametersSha256().ifPresent(hash -> entries.add(code("Best parameters", hash)));
        return entries;
    }

    private static List<Entry> machine(Provenance p) {
        List<Entry> entries = new ArrayList<>();
        entries.add(plain("Processor", p.cpu()));
        entries.add(plain("Threads", Figures.count(p.threads())));
        if (p.memoryMiB() > 0) {
            entries.add(plain("Memory", Figures.count(p.memoryMiB()) + " MiB"));
        }
        p.peakMemoryMiB().ifPresent(mib -> entries.add(plain("Peak memory", Figures.count(mib) + " MiB")));
        entries.add(plain("System", p.os()));
        entries.add(plain("Java", p.java()));
        entries.add(plain("Backend", p.backend()));
        entries.add(plain("Layers", p.engine()));
        p.versions().forEach((name, version) -> entries.add(plain(name, version)));
        return entries;
    }

    private static List<Entry> data(DatasetSummary data) {
        return List.of(
                plain("Data set", data.id()),
                plain("Image", NetworkSection.shape(data.shape())),
                plain("Classes", Figures.count(data.classNames().size())),
                plain("Training", Figures.count(data.train()) + " images"),
                plain("Validation", data.validation() == 0 ? "none" : Figures.count(data.validation()) + " images"),
                plain("Test", Figures.count(data.test()) + " images"),
                code("SHA-256", data.sha256()));
    }

    private static List<Entry> seeds(RunRecord run) {
        List<Entry> entries = new ArrayList<>();
        entries.add(code("seed", Long.toString(run.seed())));
        run.provenance().seeds().forEach((stream, seed) -> entries.add(code(stream, Long.toString(seed))));
        return entries;
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static Entry plain(String term, String value) {
        return new Entry(term, value, false);
    }

    private static Entry code(String term, String value) {
        return new Entry(term, value, true);
    }
}
