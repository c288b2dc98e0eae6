package org.bestiary.experiments.config;

import java.util.ArrayList;
import java.util.List;

/** Rules about weights learnt before, phases and networks that grow: what each allows may be impossible with the rest. */
final class TransferRules {
    private final ExperimentSpec spec;
    private final TrainingSpec training;
    private final List<Violation> found = new ArrayList<>();

    private TransferRules(ExperimentSpec spec) {
        this.spec = spec;
        this.training = spec.training();
    }

    /** Every impossible combination in a spec. */
    static List<Violation> check(ExperimentSpec spec) {
        TransferRules rules = new TransferRules(spec);
        rules.several("training.phases", rules.training.phases().isPresent());
        rules.several("model.grow", spec.model().grow().isPresent());
        rules.grow();
        rules.unfreezing();
        spec.model().transfer().flatMap(Transfer::cacheFeatures).ifPresent(rules::cache);
        return rules.found;
    }

    private void require(boolean holds, String path, String rule) {
        if (!holds) {
            found.add(new Violation(path, rule));
        }
    }

    /** What holds for a training of several parts. */
    private void several(String path, boolean given) {
        require(
                !given || training.steps().isEmpty(),
                "training.steps",
                path + " counts epochs, but got training.steps; give training.epochs");
        require(
                !given || training.plateau().isEmpty(),
                "training.plateau",
                "training.plateau is for a training of one part, but got " + path + "; leave one of the two out");
        require(
                !given || training.earlyStopping().isEmpty(),
                "training.earlyStopping",
                "training.earlyStopping is for a training of one part, but got " + path + "; leave one of the two out");
    }

    private void grow() {
        boolean grows = spec.model().grow().isPresent();
        require(
                !grows || spec.model().transfer().isEmpty(),
                "model.transfer",
                "a network begins with weights of another or grows, but got model.transfer and model.grow;"
                        + " leave one of the two out");
        require(
                !grows || training.ema().isEmpty(),
                "training.ema",
                "training.ema averages one network, but got model.grow; leave one of the two out");
    }

    private void unfreezing() {
        List<TrainingSpec.Phase> phases = training.phases().orElse(List.of());
        boolean frozen = spec.model().transfer().flatMap(Transfer::freeze).isPresent();
        for (int i = 0; i < phases.size(); i++) {
            String path = "training.phases[" + i + "].unfreezeFrom";
            require(
                    frozen || phases.get(i).unfreezeFrom().isEmpty(),
                    path,
                    path + " is for frozen layers, but model.transfer.freeze names none; add it, for example"
                            + " freeze: [base]");
        }
    }

    private void cache(Transfer.CacheFeatures cache) {
        String path = "model.transfer.cacheFeatures";
        require(
                spec.model().transfer().flatMap(Transfer::freeze).isPresent(),
                path,
                path + " is for a frozen base, but model.transfer.freeze names none; add freeze: [base]");
        require(
                training.phases().isEmpty(),
                path,
                path + " is for a base that stays frozen, but got training.phases; leave one of the two out");
        require(
                !spec.data().isAugmented() || cache.copies().isPresent(),
                path,
                path + " computes each image once, but data.augment is "
                        + spec.data().augment()
                        + ", which changes them at random; ask for some copies, for example copies: 4, or set"
                        + " data.augment to none");
        require(
                spec.data().isAugmented() || cache.copies().isEmpty(),
                path + ".copies",
                path + ".copies is for augmented images, but data.augment is none; leave it out");
        require(
                !training.isMixing(),
                path,
                path + " keeps the features of single images, but training.mixup or training.cutmix mixes them;"
                        + " leave one of the two out");
    }
}
