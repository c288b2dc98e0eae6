package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.datasets.FoldSplit;
import org.bestiary.datasets.Holdout;
import org.bestiary.datasets.ValidationSplit;

/**
 * Which of the training images are held out. In JSON a share by itself is a number.
 *
 * @param share of them; empty with folds
 * @param folds equal parts that they are divided into, each of which is held out from one run; empty with a share
 * @param fold the part that is held out, from 1; empty for a run for each
 */
public record Validation(Optional<Double> share, Optional<Integer> folds, Optional<Integer> fold) {
    /** Nothing is held out. */
    public static final Validation NONE = ofShare(0);

    /** A share of the training images. */
    static Validation ofShare(double share) {
        return new Validation(Optional.of(share), Optional.empty(), Optional.empty());
    }

    /** Reads a number or a mapping; the schema lets nothing else through. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Validation read(JsonNode json) {
        return json.isNumber()
                ? ofShare(json.asDouble())
                : new Validation(
                        Optional.ofNullable(json.get("share")).map(JsonNode::asDouble),
                        Optional.ofNullable(json.get("folds")).map(JsonNode::asInt),
                        Optional.ofNullable(json.get("fold")).map(JsonNode::asInt));
    }

    /** As it is recorded. */
    @JsonValue
    Object json() {
        if (folds.isEmpty()) {
            return part();
        }
        Map<String, Integer> json = new LinkedHashMap<>();
        json.put("folds", folds.get());
        fold.ifPresent(f -> json.put("fold", f));
        return json;
    }

    /** What part of the training images is held out, from 0 to under 1. */
    public double part() {
        return folds.map(k -> 1.0 / k).orElseGet(() -> share.orElse(0.0));
    }

    /** Whether images are held out. */
    public boolean any() {
        return part() > 0;
    }

    /** One for each fold, where they are not divided up yet; otherwise this alone. */
    List<Validation> each() {
        return folds.isEmpty() || fold.isPresent()
                ? List.of(this)
                : IntStream.rangeClosed(1, folds.get())
                        .mapToObj(f -> new Validation(share, folds, Optional.of(f)))
                        .toList();
    }

    /**
     * How images are divided; of folds that are not divided up, the first.
     *
     * @param own whether validation images that the data set brings are used in place of a share
     */
    Holdout holdout(long seed, boolean own) {
        return folds.<Holdout>map(k -> new FoldSplit(fold.orElse(1), k, seed))
                .orElseGet(() -> new ValidationSplit(part(), seed, own));
    }
}
