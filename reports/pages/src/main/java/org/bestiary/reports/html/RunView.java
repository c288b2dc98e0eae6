package org.bestiary.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.reports.evaluation.ClassMetrics;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.Fold;
import org.bestiary.reports.run.Predictions;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/** What the template of a run's page shows; every number is already text. */
record RunView(
        String id,
        String experiment,
        Optional<String> fold,
        long seed,
        boolean completed,
        String status,
        Optional<String> statusDetail,
        String model,
        String dataset,
        HeadlineView headline,
        List<Fact> facts,
        boolean training,
        List<ChartView> curves,
        List<EpochView> epochs,
        Optional<ConfusionView> confusion,
        Optional<CalibrationView> calibration,
        String classCount,
        boolean openClasses,
        List<ClassRow> classes,
        boolean wideNames,
        boolean anyWorst,
        List<ImageView> worst,
        boolean anyBorderline,
        List<ImageView> borderline,
        boolean anyRandom,
        List<ImageView> random,
        Optional<InsideView> inside,
        Optional<String> augmentation,
        Optional<String> diagram,
        NetworkSection network,
        String command,
        Optional<String> seedCommand,
        List<ProvenanceView> provenance,
        String spec,
        String version) {
    /** Tables of more classes than this are folded, lest they bury the page. */
    private static final int OPEN_CLASSES = 20;

    /** Names of more letters than this need wider images above them. */
    private static final int SHORT_NAME = 5;

    record Fact(String term, String value, Optional<String> unit) {}

    record ClassRow(int index, String name, String precision, String recall, String f1, String support) {
        static ClassRow of(int index, ClassMetrics m) {
            return new ClassRow(
                    index,
                    m.name(),
                    Figures.percent(m.precision()),
                    Figures.percent(m.recall()),
                    Figures.percent(m.f1()),
                    Figures.count(m.support()));
        }
    }

    static RunView of(RunRecord run, Predictions predictions, Pictures pictures) {
        List<String> names = run.dataset().classNames();
        List<ClassMetrics> perClass = run.test().map(TestEvaluation::perClass).orElse(List.of());
        return new RunView(
                run.id(),
                run.experiment(),
                run.fold().map(Fold::text),
                run.seed(),
                run.status() == RunStatus.COMPLETED,
                run.status().label(),
                run.statusDetail(),
                run.model().title(),
                run.dataset().title(),
                HeadlineView.of(run),
                facts(run),
                !run.epochs().isEmpty(),
                RunCharts.curves(run),
                EpochView.of(run),
                run.test().map(test -> ConfusionView.of(ConfusionMatrix.of(test.confusion()), classNames(test))),
                CalibrationView.of(run),
                Figures.count(perClass.size()),
                perClass.size() <= OPEN_CLASSES,
                IntStream.range(0, perClass.size())
                        .mapToObj(i -> ClassRow.of(i, perClass.get(i)))
                        .toList(),
                names.stream().anyMatch(name -> name.length() > SHORT_NAME),
                !predictions.worst().isEmpty(),
                ImageView.of(predictions.worst(), names),
                !predictions.borderline().isEmpty(),
                ImageView.of(predictions.borderline(), names),
                !predictions.random().isEmpty(),
                ImageView.of(predictions.random(), names),
                pictures.inside().map(inside -> InsideView.of(inside, names)),
                pictures.augmentation(),
                pictures.network(),
                NetworkSection.of(run.model()),
                run.provenance().command(),
                seedCommand(run),
                ProvenanceView.of(run),
                run.spec().toPrettyString(),
                run.provenance().version());
    }

    static String title(RunRecord run) {
        return run.model().title() + " on " + run.dataset().title();
    }

    /** The charts of the page. */
    List<ChartView> charts() {
        List<ChartView> all = new ArrayList<>(curves);
        calibration.ifPresent(c -> all.add(c.chart()));
        return all;
    }

    /** The command of an experiment runs all its seeds and folds; this one runs the page's own. */
    private static Optional<String> seedCommand(RunRecord run) {
        String command = run.provenance().command();
        boolean several = run.spec().path("seeds").size() > 1;
        String own = (several ? " --set 'seeds=[" + run.seed() + "]'" : "")
                + run.fold()
                        .filter(f -> !command.contains("data.validation.fold="))
                        .map(f -> " --set data.validation.fold=" + f.number())
                        .orElse("");
        return !own.isEmpty() && command.contains(" run ") ? Optional.of(command + own) : Optional.empty();
    }

    private static List<String> classNames(TestEvaluation test) {
        return test.perClass().stream().map(ClassMetrics::name).toList();
    }

    List<String> epochHeadings() {
        return EpochView.headings();
    }

    /** The time of a run that is under way is not in its record before it ends; that of its epochs is. */
    private static double trainSeconds(RunRecord run) {
        return run.status() == RunStatus.RUNNING
                ? run.epochs().stream().mapToDouble(EpochMetrics::seconds).sum()
                : run.provenance().trainSeconds();
    }

    /** In few letters: it stands in a narrow column. */
    private static String best(BestEpoch best) {
        return switch (best.by()) {
            case ACCURACY -> "best at " + best.epoch();
            case LOSS -> "best loss at " + best.epoch();
            case LAST -> "the last is kept";
        };
    }

    private static List<Fact> facts(RunRecord run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("Training time", Figures.duration(trainSeconds(run))));
        facts.add(new Fact(
                "Epochs", Figures.count(run.epochs().size()), run.best().map(RunView::best)));
        run.epochs().stream()
                .mapToDouble(EpochMetrics::imagesPerSecond)
                .average()
                .ifPresent(speed -> facts.add(fact("Training speed", Figures.count(Math.round(speed)), "images/s")));
        facts.add(fact("Learnable parameters", Figures.count(run.model().learnableParameters())));
        facts.add(fact("Multiply-adds", Figures.count(run.model().multiplyAdds()), "per image"));
        run.model()
                .activationBytes()
                .ifPresent(bytes -> facts.add(fact("Activation memory", Figures.bytes(bytes), "per image")));
        run.provenance().peakMemoryMiB().ifPresent(mib -> facts.add(fact("Peak memory", Figures.count(mib), "MiB")));
        run.fold()
                .flatMap(fold -> run.best())
                .filter(best -> best.validationAccuracy().isPresent())
                .ifPresent(best ->
                        facts.add(fact("Validation accuracy", Figures.percent(best.validationAccuracy()), "%")));
        run.test().ifPresent(test -> facts.addAll(testFacts(test)));
        run.provenance()
                .testImagesPerSecond()
                .ifPresent(speed -> facts.add(fact("Evaluation speed", Figures.count(Math.round(speed)), "images/s")));
        return facts;
    }

    private static List<Fact> testFacts(TestEvaluation test) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("Test loss", Figures.measure(test.loss())));
        test.top5().ifPresent(top5 -> facts.add(fact("Top-5 accuracy", Figures.percent(top5), "%")));
        test.macroF1().ifPresent(f1 -> facts.add(fact("Mean F1", Figures.percent(f1), "%")));
        test.calibration()
                .ifPresent(c -> facts.add(fact("Calibration error", Figures.percent(c.expectedError()), "%")));
        return facts;
    }

    private static Fact fact(String term, String value) {
        return new Fact(term, value, Optional.empty());
    }

    private static Fact fact(String term, String value, String unit) {
        return new Fact(term, value, Optional.of(unit));
    }
}
