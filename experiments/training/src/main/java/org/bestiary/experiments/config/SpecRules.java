package org.bestiary.experiments.config;

import java.util.ArrayList;
import java.util.List;
import org.bestiary.datasets.Sampling;
import org.bestiary.experiments.schedule.ConstantRate;
import org.bestiary.experiments.schedule.MultiStepDecay;
import org.bestiary.experiments.schedule.Unit;
import org.bestiary.zoo.graph.Decay;

/** Rules about several entries of a spec at once: what each allows by itself may be impossible together. */
final class SpecRules {
    private final ExperimentSpec spec;
    private final TrainingSpec training;
    private final List<Violation> found = new ArrayList<>();

    private SpecRules(ExperimentSpec spec) {
        this.spec = spec;
        this.training = spec.training();
    }

    /** Every impossible combination in a spec. */
    static List<Violation> check(ExperimentSpec spec) {
        SpecRules rules = new SpecRules(spec);
        rules.length();
        rules.schedule("training.schedule", rules.training);
        rules.warmup("training.schedule.warmup", rules.training);
        rules.folds();
        rules.validation();
        rules.balance();
        rules.plateau();
        rules.decay();
        rules.dropout();
        rules.images();
        rules.phases();
        rules.found.addAll(TransferRules.check(spec));
        return rules.found;
    }

    private void require(boolean holds, String path, String rule) {
        if (!holds) {
            found.add(new Violation(path, rule));
        }
    }

    private void length() {
        require(
                training.epochs().isPresent() || training.steps().isPresent(),
                "training",
                "training must have an entry 'epochs' (or 'steps'); add it, for example epochs: 10");
        require(
                training.epochs().isEmpty() || training.steps().isEmpty(),
                "training.steps",
                "training must have either epochs or steps, but got both ("
                        + training.epochs().map(String::valueOf).orElse("") + " epochs and "
                        + training.steps().map(String::valueOf).orElse("") + " steps); leave one out");
    }

    private void schedule(String path, TrainingSpec part) {
        if (!(part.schedule().shape() instanceof MultiStepDecay schedule)) {
            return;
        }
        long end = schedule.unit() == Unit.EPOCHS
                ? part.epochs().map(Integer::longValue).orElse(Long.MAX_VALUE)
                : part.steps().orElse(Long.MAX_VALUE);
        long last = schedule.at().get(schedule.at().size() - 1);
        require(
                last < end,
                path + ".at",
                path + ".at must be below the length of training, " + end + ", but got " + last
                        + (end > 1 ? "; the nearest is " + (end - 1) : "; train for longer"));
    }

    /** The schedule of each phase by itself, as long as the phase. */
    private void phases() {
        List<TrainingSpec.Phase> phases = training.phases().orElse(List.of());
        for (int i = 0; i < phases.size(); i++) {
            TrainingSpec.Phase phase = phases.get(i);
            String path = "training.phases[" + i + "].schedule";
            TrainingSpec part = training.with(phase.epochs(), phase.learningRate(), phase.schedule());
            schedule(path, part);
            warmup(path + ".warmup", part);
        }
    }

    private void warmup(String path, TrainingSpec part) {
        part.schedule().warmup().ifPresent(w -> {
            require(
                    w.epochs().isPresent() || w.steps().isPresent(),
                    path,
                    path + " must have an entry 'epochs' or 'steps'; add it, for example epochs: 5");
            require(
                    w.epochs().isEmpty() || w.steps().isEmpty(),
                    path + ".steps",
                    path + " must have either epochs or steps, but got both; leave one out");
            String length = part == training ? "training.epochs" : "the phase's epochs";
            if (w.epochs().isPresent() && part.epochs().isPresent()) {
                int epochs = part.epochs().get();
                require(
                        w.epochs().get() < epochs,
                        path + ".epochs",
                        path + ".epochs must be below " + length + ", " + epochs + ", but got "
                                + plain(w.epochs().get()) + "; the nearest is "
                                + (epochs > 1 ? String.valueOf(epochs - 1) : "0.5"));
            }
            if (w.steps().isPresent() && part.steps().isPresent()) {
                long steps = part.steps().get();
                require(
                        w.steps().get() < steps,
                        path + ".steps",
                        path + ".steps must be below training.steps, " + steps + ", but got "
                                + w.steps().get() + "; the nearest is " + (steps - 1));
            }
        });
    }

    private void folds() {
        Validation held = spec.data().validation();
        String path = "data.validation";
        require(
                held.share().isPresent() || held.folds().isPresent(),
                path,
                path + " must have an entry 'share' or 'folds'; add it, for example folds: 5");
        require(
                held.share().isEmpty() || held.folds().isEmpty(),
                path + ".folds",
                path + " must have either share or folds, but got both; leave one out");
        require(
                held.fold().isEmpty() || held.folds().isPresent(),
                path + ".fold",
                path + ".fold says which of several folds, but there is no " + path + ".folds; add it");
        require(
                held.folds().isEmpty() || !spec.data().ownValidation().orElse(false),
                "data.ownValidation",
                "data.ownValidation: true validates with images that the data set brings, but " + path
                        + ".folds with its training images; leave one of the two out");
        int folds = held.folds().orElse(Integer.MAX_VALUE);
        int fold = held.fold().orElse(1);
        require(
                fold <= folds,
                path + ".fold",
                path + ".fold must be at most " + path + ".folds, " + folds + ", but got " + fold
                        + "; leave it out for all of them");
    }

    private void balance() {
        boolean weighted = training.classWeights().map(ClassWeights::balanced).orElse(false);
        require(
                !weighted || spec.data().sampled() == Sampling.NATURAL,
                "training.classWeights",
                "training.classWeights: balanced makes up for rare classes, which data.sampling: balanced does already;"
                        + " leave one of the two out");
    }

    private void validation() {
        boolean validated = spec.data().validation().any();
        for (String entry : List.of("plateau", "earlyStopping")) {
            boolean given = entry.equals("plateau")
                    ? training.plateau().isPresent()
                    : training.earlyStopping().isPresent();
            require(
                    validated || !given,
                    "training." + entry,
                    "training." + entry + " needs validation images, but data.validation is 0; set that to 0.1");
        }
    }

    private void plateau() {
        training.plateau().ifPresent(p -> {
            require(
                    training.schedule().shape() instanceof ConstantRate,
                    "training.plateau",
                    "training.plateau goes with the constant schedule, but got "
                            + training.schedule().tree().get("type") + "; leave one of the two out");
            double rate = training.optimizer().learningRate();
            require(
                    p.minRate() < rate,
                    "training.plateau.minRate",
                    "training.plateau.minRate must be below the learning rate, " + rate + ", but got " + p.minRate()
                            + "; the default is 0");
        });
    }

    private void decay() {
        require(
                training.optimizer().decay() == Decay.Kind.COUPLED
                        || training.weightDecay().decoupled(),
                "training.weightDecay.decoupled",
                "training.weightDecay.decoupled must be true for "
                        + training.optimizer().type() + ", but got false; use adam for coupled decay");
    }

    private void dropout() {
        require(
                training.dropout().isEmpty() || !spec.model().options().containsKey("dropout"),
                "training.dropout",
                "dropout must be given once, but got training.dropout and model.options.dropout; leave one out");
    }

    private void images() {
        Validation validation = spec.data().validation();
        spec.data().limit().ifPresent(limit -> {
            if (validation.folds().isPresent()) {
                int folds = validation.folds().get();
                require(
                        limit >= folds,
                        "data.limit",
                        "data.limit must be at least the number of folds, " + folds + ", but got " + limit
                                + "; the nearest is " + folds);
                return;
            }
            double share = validation.part();
            long held = Math.round(limit * share);
            require(
                    held < limit,
                    "data.limit",
                    "data.limit must leave images to train on, but of " + limit + " all are held out; the nearest is "
                            + leastLimit(share));
            require(
                    held > 0
                            || training.plateau().isEmpty()
                                    && training.earlyStopping().isEmpty(),
                    "data.limit",
                    "data.limit must leave validation images for plateau and earlyStopping, but of " + limit
                            + " none is held out; the nearest is " + (long) Math.ceil(0.5 / Math.max(1e-9, share)));
        });
    }

    /** The least number of images of which something is left to train on. */
    private static int leastLimit(double validation) {
        int limit = 1;
        while (Math.round(limit * validation) >= limit) {
            limit++;
        }
        return limit;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
