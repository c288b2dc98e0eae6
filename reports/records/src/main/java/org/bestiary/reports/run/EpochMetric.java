package org.bestiary.reports.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What is known of every epoch, in the order of {@link EpochMetrics}: the one definition from which the columns of files and
 * of the store, the tables, the curves, the tags of TensorBoard and the objectives of a search are made.
 */
public enum EpochMetric {
    /** The epoch's number, from 1. */
    EPOCH("epoch", "Epoch", Form.COUNT, EpochMetrics::epoch),
    /** Parameter updates made in it. */
    STEPS("steps", "Steps", Form.COUNT, EpochMetrics::steps),
    /** Learning rate of its last step. */
    LEARNING_RATE("learningRate", "Learning rate", Form.RATE, EpochMetrics::learningRate),
    /** Mean loss over its training batches. */
    TRAIN_LOSS("trainLoss", Split.TRAIN, Quantity.LOSS, e -> OptionalDouble.of(e.trainLoss())),
    /** Top-1 on those batches. */
    TRAIN_ACCURACY("trainAccuracy", Split.TRAIN, Quantity.ACCURACY, EpochMetrics::trainAccuracy),
    /** Mean loss on the validation images. */
    VALIDATION_LOSS("validationLoss", Split.VALIDATION, Quantity.LOSS, EpochMetrics::validationLoss),
    /** Top-1 on the validation images. */
    VALIDATION_ACCURACY("validationAccuracy", Split.VALIDATION, Quantity.ACCURACY, EpochMetrics::validationAccuracy),
    /** Its wall time, with its validation. */
    SECONDS("seconds", "Seconds", Form.SECONDS, EpochMetrics::seconds),
    /** Training speed, without the validation. */
    IMAGES_PER_SECOND("imagesPerSecond", "Images/s", Form.SPEED, EpochMetrics::imagesPerSecond);

    /** How a number is written. */
    public enum Form {
        /** Whole. */
        COUNT("%,.0f"),
        /** Whole, rounded. */
        SPEED("%,.0f"),
        /** Three digits. */
        RATE("%.3g"),
        /** Four decimals. */
        LOSS("%.4f"),
        /** Two decimals, which is one example in ten thousand. */
        PERCENT("%.2f"),
        /** One decimal. */
        SECONDS("%.1f");

        private final String format;

        Form(String format) {
            this.format = format;
        }

        /** The {@link String#format format}. */
        public String format() {
            return format;
        }
    }

    /** What is measured on images, the same on those of training and of validation. */
    public enum Quantity {
        /** Mean loss; less is better. */
        LOSS("loss", Form.LOSS, false),
        /** Top-1 in percent; more is better. */
        ACCURACY("accuracy", Form.PERCENT, true);

        private final String words;
        private final Form form;
        private final boolean moreIsBetter;

        Quantity(String words, Form form, boolean moreIsBetter) {
            this.words = words;
            this.form = form;
            this.moreIsBetter = moreIsBetter;
        }

        /** As {@code accuracy}. */
        public String words() {
            return words;
        }

        /** How it is written. */
        public Form form() {
            return form;
        }

        /** Whether more of it is better. */
        public boolean isMoreBetter() {
            return moreIsBetter;
        }

        /** The metric that measures it on these images; empty if it is not measured on them. */
        public Optional<EpochMetric> on(Split split) {
            return EpochMetric.on(split).stream()
                    .filter(m -> m.quantity.equals(Optional.of(this)))
                    .findFirst();
        }
    }

    /** The images that something is measured on. */
    public enum Split {
        /** The images that the network learns from. */
        TRAIN("training"),
        /** Those that choose the epoch. */
        VALIDATION("validation");

        private final String words;

        Split(String words) {
            this.words = words;
        }

        /** As {@code training}. */
        public String words() {
            return words;
        }
    }

    private final String id;
    private final String heading;
    private final Form form;
    private final Optional<Split> split;
    private final Optional<Quantity> quantity;
    private final Function<EpochMetrics, OptionalDouble> value;

    EpochMetric(String id, String heading, Form form, ToDoubleFunction<EpochMetrics> value) {
        this.id = id;
        this.heading = heading;
        this.form = form;
        this.split = Optional.empty();
        this.quantity = Optional.empty();
        this.value = e -> OptionalDouble.of(value.applyAsDouble(e));
    }

    EpochMetric(String id, Split split, Quantity quantity, Function<EpochMetrics, OptionalDouble> value) {
        this.id = id;
        this.heading = split.words.substring(0, 1).toUpperCase(Locale.ROOT)
                + split.words.substring(1)
                + ' '
                + (quantity.form == Form.PERCENT ? "%" : quantity.words);
        this.form = quantity.form;
        this.split = Optional.of(split);
        this.quantity = Optional.of(quantity);
        this.value = value;
    }

    /** What of these images is measured in every epoch. */
    public static List<EpochMetric> on(Split split) {
        return Stream.of(values())
                .filter(m -> m.split.equals(Optional.of(split)))
                .toList();
    }

    /** The metric of this id; empty if there is none. */
    public static Optional<EpochMetric> find(String id) {
        return Stream.of(values()).filter(m -> m.id.equals(id)).findFirst();
    }

    /** The name in files, documents and specs, as {@code validationAccuracy}. */
    public String id() {
        return id;
    }

    /** The column in the store, as {@code validation_accuracy}. */
    public String column() {
        return id.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The heading of a table, as {@code Validation %}. */
    public String heading() {
        return heading;
    }

    /** As {@code validation accuracy}. */
    public String words() {
        return id.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    /** How it is written. */
    public Form form() {
        return form;
    }

    /** What it measures on images; empty if it is something else. */
    public Optional<Quantity> quantity() {
        return quantity;
    }

    /** The images that it is measured on; empty if it is something else. */
    public Optional<Split> split() {
        return split;
    }

    /** Its value in an epoch; empty if it was not measured. */
    public OptionalDouble of(EpochMetrics epoch) {
        return value.apply(epoch);
    }

    /** The same for programs: a whole number where it is one. */
    public Optional<Number> number(EpochMetrics epoch) {
        OptionalDouble number = of(epoch);
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(form == Form.COUNT ? (Number) (long) number.getAsDouble() : number.getAsDouble());
    }

    /**
     * Reads what {@link #number} wrote.
     *
     * @throws IllegalArgumentException if it is no number, or not a whole one where it must be
     */
    OptionalDouble parse(String text) {
        return text.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(form == Form.COUNT ? Long.parseLong(text) : Double.parseDouble(text));
    }
}
