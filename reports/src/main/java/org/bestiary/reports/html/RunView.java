package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.reports.evaluation.ClassMetrics;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.Predictions;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/** What the template of a run's page shows; every number is already text. */
record RunView(
        String id,
        String experiment,
        long seed,
        boolean completed,
        String status,
        Optional<String> statusDetail,
        String model,
        String dataset,
        HeadlineView headline,
        List<Fact> facts,
        boolean training,
        boolean validated,
        List<EpochView> epochs,
        Optional<ConfusionView> confusion,
        String classCount,
        boolean openClasses,
        List<ClassRow> classes,
        boolean wideNames,
        boolean anyWorst,
        List<ImageView> worst,
        boolean anyRandom,
        List<ImageView> random,
        NetworkView network,
        String command,
        List<ProvenanceView> provenance,
        String spec,
        String version) {
    /** Tables of more classes than this are folded, lest they bury the page. */
    private static final int OPEN_CLASSES = 20;

    /** Names of more letters than this need wider images above them. */
    private static final int SHORT_NAME = 5;

    record Fact(String term, String value, Optional<String> unit) {}

    record ClassRow(String name, String precision, String recall, String f1, String support) {
        static ClassRow of(ClassMetrics m) {
            return new ClassRow(
                    m.name(),
                    Figures.percent(m.precision()),
                    Figures.percent(m.recall()),
                    Figures.percent(m.f1()),
                    Figures.count(m.support()));
        }
    }

    static RunView of(RunRecord run, Predictions predictions) {
        List<String> names = run.dataset().classNames();
        List<ClassMetrics> perClass = run.test().map(TestEvaluation::perClass).orElse(List.of());
        return new RunView(
                run.id(),
                run.experiment(),
                run.seed(),
                run.status() == RunStatus.COMPLETED,
                run.status().label(),
                run.statusDetail(),
                run.model().title(),
                run.dataset().title(),
                HeadlineView.of(run),
                facts(run),
                !run.epochs().isEmpty(),
                run.epochs().stream().anyMatch(epoch -> epoch.validationLoss().isPresent()),
                EpochView.of(run),
                run.test().map(test -> ConfusionView.of(ConfusionMatrix.of(test.confusion()), classNames(test))),
                Figures.count(perClass.size()),
                perClass.size() <= OPEN_CLASSES,
                perClass.stream().map(ClassRow::of).toList(),
                names.stream().anyMatch(name -> name.length() > SHORT_NAME),
                !predictions.worst().isEmpty(),
                ImageView.of(predictions.worst(), names),
                !predictions.random().isEmpty(),
                ImageView.of(predictions.random(), names),
                NetworkView.of(run.model()),
                run.provenance().command(),
                ProvenanceView.of(run),
                run.spec().toPrettyString(),
                run.provenance().version());
    }

    static String title(RunRecord run) {
        return run.model().title() + " on " + run.dataset().title();
    }

    private static List<String> classNames(TestEvaluation test) {
        return test.perClass().stream().map(ClassMetrics::name).toList();
    }

    private static List<Fact> facts(RunRecord run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("Training time", Figures.duration(run.provenance().trainSeconds())));
        facts.add(new Fact(
                "Epochs", Figures.count(run.epochs().size()), run.best().map(best -> "best at " + best.epoch())));
        run.epochs().stream()
                .mapToDouble(EpochMetrics::imagesPerSecond)
                .average()
                .ifPresent(speed -> facts.add(fact("Training speed", Figures.count(Math.round(speed)), "images/s")));
        facts.add(fact("Learnable parameters", Figures.count(run.model().learnableParameters())));
        facts.add(fact("Multiply-adds", Figures.count(run.model().multiplyAdds()), "per image"));
        run.test().ifPresent(test -> facts.add(fact("Test loss", Figures.measure(test.loss()))));
        return facts;
    }

    private static Fact fact(String term, String value) {
        return new Fact(term, value, Optional.empty());
    }

    private static Fact fact(String term, String value, String unit) {
        return new Fact(term, value, Optional.of(unit));
    }
}
