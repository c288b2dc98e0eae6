package org.bestiary.reports.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The epoch whose parameters were kept and tested.
 *
 * @param epoch its number, from 1
 * @param validationAccuracy its top-1 on the validation images, in percent; empty without a validation split
 * @param by what chose it; records of earlier versions do not say, which is accuracy where there was a validation split
 */
public record BestEpoch(int epoch, OptionalDouble validationAccuracy, By by) {
    /** What an epoch is chosen by. */
    public enum By {
        /** The highest top-1 on the validation images; of several, the one of the lowest loss on them. */
        @JsonProperty("accuracy")
        ACCURACY("by validation accuracy"),
        /** The lowest loss on the validation images; of several, the one of the highest top-1 on them. */
        @JsonProperty("loss")
        LOSS("by validation loss"),
        /** Nothing: there are no validation images, so it is the last. */
        @JsonProperty("last")
        LAST("the last");

        private final String text;

        By(String text) {
            this.text = text;
        }
    }

    public BestEpoch {
        Rules.atLeast("best.epoch", 1, epoch);
        validationAccuracy = Rules.percent("best.validationAccuracy", validationAccuracy);
        by = Optional.ofNullable(by).orElse(validationAccuracy.isPresent() ? By.ACCURACY : By.LAST);
    }

    /** Its number and what chose it, as in "5, by validation loss". */
    public String text() {
        return epoch + ", " + by.text;
    }
}
