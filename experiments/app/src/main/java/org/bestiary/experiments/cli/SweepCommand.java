package org.bestiary.experiments.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.SweepReader;
import org.bestiary.experiments.search.SweepSummary;
import org.bestiary.experiments.search.analysis.StudyFolder;
import org.bestiary.experiments.search.analysis.StudySummary;
import org.bestiary.experiments.search.study.Studies;
import org.bestiary.experiments.search.study.StudyHistory;
import org.bestiary.experiments.search.study.StudyWorker;
import org.bestiary.experiments.train.StopSignal;
import org.bestiary.experiments.transfer.BaseFinder;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.sweep.SweepTrial;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sweep SPEC}, {@code sweep --resume STUDY} and {@code sweep --join STUDY}. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        description = "Searches hyperparameters: many trials of one spec, compared by the validation images.",
        footer = {
            "",
            "Exit codes: 0 done; 1 no trial came to a value; 2 bad usage or input; 130 stopped, can be resumed.",
            "",
            "Examples:",
            "  bestiary sweep lenet5-strokes-sweep",
            "  bestiary sweep my-sweep.yaml --set search.budget.trials=50 --parallel 2",
            "  bestiary sweep --resume lenet5-strokes-sweep-20260101-120000",
            "  bestiary sweep --join STUDY --store jdbc:postgresql://host/bestiary    on another machine",
            "  bestiary sweep my-sweep.yaml --engine spark --master spark://host:7077 --parallel 16",
            "  bestiary run RUNS/STUDY/best.yaml    train the best one, and test it"
        })
final class SweepCommand implements Callable<Integer> {
    private static final int STOPPED = 130;

    @ParentCommand
    private Bestiary program;

    @ArgGroup(multiplicity = "1")
    private What what;

    /** A sweep to begin, or a study to go on with. */
    private static final class What {
        @Parameters(
                index = "0",
                paramLabel = "SPEC",
                description = "A shipped sweep (lenet5-strokes-sweep, ...) or a YAML file with an entry 'search'.")
        private String spec;

        @Option(names = "--resume", paramLabel = "STUDY", description = "Go on with a sweep that was stopped.")
        private String resume;

        @Option(
                names = "--join",
                paramLabel = "STUDY",
                description = "Work on a sweep that runs elsewhere, with --store.")
        private String join;
    }

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Override an entry of the spec, as in search.budget.trials=50; may be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--parallel", paramLabel = "N", description = "Trials side by side (default: search.parallel).")
    private Optional<Integer> parallel = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "URL",
            description =
                    "The store: jdbc:postgresql://HOST/DATABASE or jdbc:sqlite:PATH (default: $BESTIARY_STORE, or a file"
                            + " beside the runs).")
    private Optional<String> store = Optional.empty();

    @Mixin
    private SweepEngine engine;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Data data;

    @Mixin
    private Output output;

    /** One trial; the components are the JSON fields. */
    record TrialRow(int number, String status, Map<String, JsonNode> parameters, OptionalDouble value, int epochs) {
        static TrialRow of(SweepTrial t) {
            return new TrialRow(t.number(), t.status(), t.parameters(), t.value(), t.epochs());
        }
    }

    /** The best trial. */
    record Best(int number, Map<String, JsonNode> parameters, double value) {
        static Best of(Trial t) {
            return new Best(
                    t.number(),
                    StudyHistory.parameters(t.parameters()).values(),
                    t.value().getAsDouble());
        }
    }

    /** The document of {@code --json}. */
    record Document(String study, List<TrialRow> trials, Optional<Best> best) {}

    @Override
    public Integer call() {
        parallel.ifPresent(n -> overrides.put("search.parallel", Integer.toString(n)));
        checkOverrides();
        if (what.spec != null) {
            data.override(overrides);
        }
        Optional<Sweep> given =
                Optional.ofNullable(what.spec).map(spec -> SweepReader.read(SpecLibrary.openSweep(spec, overrides)));
        given.ifPresent(this::checkBase);
        given.ifPresent(this::announce);
        StoreLocation location = StoreLocation.choose(store, System.getenv(), runs.directory());
        checkGoingOn(location);
        SweepEngine.Work work = engine.open(location);
        try (StudyStore studies = open(location)) {
            String study = given.map(s -> Studies.create(s, studies))
                    .orElseGet(() -> what.resume != null ? what.resume : what.join);
            Sweep sweep = given.orElseGet(() -> Studies.read(study, studies, overrides));
            if (given.isEmpty()) {
                checkResumed(sweep);
                announce(sweep);
            }
            boolean complete = work(work, sweep, study, studies);
            return finish(sweep, study, studies, complete);
        }
    }

    private void checkOverrides() {
        boolean only = overrides.keySet().stream().allMatch("search.parallel"::equals);
        if (what.spec == null && !only) {
            throw new BadInput("a sweep goes on with the spec that it began with, but --set was given; only"
                    + " --parallel may change");
        }
    }

    /** Nothing is made for a study that cannot be there. */
    private void checkGoingOn(StoreLocation location) {
        if (what.spec != null) {
            return;
        }
        String study = what.resume != null ? what.resume : what.join;
        String option = what.resume != null ? "--resume" : "--join";
        if (study.isBlank()) {
            throw new BadInput(option + " must name a study, but nothing was given; bestiary studies lists them");
        }
        if (location.isMissing()) {
            throw new BadInput("a sweep that goes on must be in the store, but no study there is called '" + study
                    + "': there is no store " + location + "; name another with --store or --runs-dir");
        }
    }

    /** What no trial could begin with is said before anything is made. */
    private void checkBase(Sweep sweep) {
        SpecReader.Located first = sweep.trial(sweep.space().at(p -> 0)).each().get(0);
        new BaseFinder(runs.directory(), data.directory()).find(first, BaseFinder.experiment(first));
    }

    private void checkResumed(Sweep sweep) {
        boolean remembered =
                sweep.trial(sweep.space().at(p -> 0)).spec().data().skipBad().orElse(false);
        if (data.skipsBad() && !remembered) {
            throw new BadInput(
                    "a sweep goes on with the data that it began with, all images of which had to be sound, but"
                            + " --skip-bad was given; leave it out, or begin a new sweep");
        }
    }

    private StudyStore open(StoreLocation location) {
        try {
            Files.createDirectories(runs.directory());
        } catch (IOException e) {
            throw RunException.cannotWrite(runs.directory(), e);
        }
        return StudyStore.open(location);
    }

    /** Says what will be done, and refuses what could not be: missing data would fail in every trial. */
    private void announce(Sweep sweep) {
        String id = sweep.trial(sweep.space().at(p -> 0)).spec().data().id();
        Availability there = Datasets.standard().find(id).availability(data.directory());
        if (!there.available()) {
            throw new BadInput("the data set must be there before a sweep starts, but of " + id + " "
                    + String.join("; ", there.problems()) + "; fetch it with: ./bestiary datasets fetch " + id);
        }
        SweepSummary.lines(sweep).forEach(output.err()::println);
        output.err().flush();
    }

    private boolean work(SweepEngine.Work work, Sweep sweep, String study, StudyStore studies) {
        StudyWorker.Place place =
                new StudyWorker.Place(folder(study), data.directory().path(), program.commandLine());
        boolean complete;
        try (StopSignal stop = StopSignal.listen();
                SweepConsole view = SweepConsole.create(output.terminal(), sweep)) {
            output.err().println("study " + study + " in " + folder(study));
            complete = work.on(sweep, study, studies, place, view, stop::requested);
            if (complete) {
                studies.setStatus(study, StudyStatus.COMPLETED, Optional.empty());
            }
            StudyFolder.write(folder(study), sweep, new StudySummary(sweep, studies, study), complete);
        }
        if (!complete) {
            output.err().println("stopped; go on with: ./bestiary sweep --resume " + study + again());
            output.err().flush();
        }
        return complete;
    }

    private String again() {
        String elsewhere =
                store.map(url -> " --store " + StoreLocation.redacted(url)).orElse("");
        return runs.directory().equals(Path.of("runs")) ? elsewhere : " --runs-dir " + runs.directory() + elsewhere;
    }

    private Path folder(String study) {
        return runs.directory().resolve(study);
    }

    private int finish(Sweep sweep, String study, StudyStore studies, boolean complete) {
        StudySummary summary = new StudySummary(sweep, studies, study);
        if (output.json()) {
            output.print(new Document(
                    study,
                    summary.trials().stream().map(TrialRow::of).toList(),
                    summary.best().map(Best::of)));
        } else {
            SweepTable.print(sweep, summary, folder(study), output.out());
        }
        return !complete ? STOPPED : summary.best().isPresent() ? 0 : 1;
    }
}
