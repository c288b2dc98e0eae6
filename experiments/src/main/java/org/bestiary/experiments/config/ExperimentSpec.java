package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * One experiment, complete: every default is filled in. Ranges have been checked against the schema before a record is
 * made.
 *
 * @param name how its runs are called
 * @param title one line for people
 * @param model the network
 * @param data the data set
 * @param training how it is trained
 * @param engine {@code fast} or {@code stock}
 * @param seeds one run for each
 */
public record ExperimentSpec(
        String name, String title, Model model, Data data, Training training, String engine, List<Long> seeds) {

    public ExperimentSpec {
        seeds = List.copyOf(seeds);
    }

    /** The title, or the name where none is given. */
    @JsonIgnore
    public String heading() {
        return title.isBlank() ? name : title;
    }

    /**
     * The network.
     *
     * @param id id in the zoo
     * @param options its own settings
     */
    public record Model(String id, Map<String, String> options) {
        public Model {
            options = Map.copyOf(options);
        }
    }

    /**
     * The data set.
     *
     * @param id id in the catalog
     * @param validation share of the training images that is held out
     * @param augment how training images are changed, {@code none} for not at all
     * @param splitSeed seed of the choice of validation images
     */
    public record Data(String id, double validation, String augment, long splitSeed) {
        /** Whether training images are changed. */
        @JsonIgnore
        public boolean isAugmented() {
            return !augment.equals("none");
        }
    }

    /**
     * How the network is trained.
     *
     * @param epochs passes over the training images
     * @param batch images per step
     * @param optimizer the rule that turns gradients into steps
     * @param schedule how the learning rate changes
     * @param weightDecay factor of the weights that is added to their gradients
     */
    public record Training(int epochs, int batch, Optimizer optimizer, Schedule schedule, double weightDecay) {}

    /**
     * The rule that turns gradients into steps.
     *
     * @param type sgd, nesterov or adam
     * @param learningRate the step size before any schedule
     * @param momentum share of the last step that is kept
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of squared gradients
     */
    public record Optimizer(String type, double learningRate, double momentum, double beta1, double beta2) {}

    /**
     * How the learning rate changes.
     *
     * @param type constant, step or cosine
     * @param every epochs between two steps
     * @param factor what the rate is multiplied with at each step
     */
    public record Schedule(String type, int every, double factor) {}
}
