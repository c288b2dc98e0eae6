package org.bestiary.experiments.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Where the first weights of a network come from, and what becomes of them.
 *
 * @param from id of a run, name of an experiment that has been run, a zip of stock layers, a file of weights as {@code
 *     predict} reads them, or {@code pretrained} for published ones
 * @param head the new last layers
 * @param freeze layers and stages that do not learn; empty for none
 * @param cacheFeatures whether the features of a frozen base are computed once; empty for at every step
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Transfer(String from, Head head, Optional<List<String>> freeze, Optional<CacheFeatures> cacheFeatures) {
    public Transfer {
        freeze = freeze.map(List::copyOf);
    }

    /**
     * The new last layers.
     *
     * @param at the last layer that is kept; empty for the one before the last
     * @param dense lengths of hidden layers
     * @param dropout share dropped after each of them
     * @param sigmoid whether two classes are one yes or no
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Head(Optional<String> at, List<Integer> dense, double dropout, boolean sigmoid) {
        public Head {
            dense = List.copyOf(dense);
        }
    }

    /**
     * Features that are computed once.
     *
     * @param copies differently augmented copies of the training images, of which each epoch takes the next; empty for the
     *     images as they are
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record CacheFeatures(Optional<Integer> copies) {}
}
