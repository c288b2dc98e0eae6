package org.bestiary.experiments.predict;

import java.util.List;

/**
 * What is on one image; the components are JSON fields.
 *
 * @param input the file, with the number of the image where it holds several
 * @param top the likeliest classes, the likeliest first
 */
public record Answer(String input, List<Guess> top) {
    /** Copies the list. */
    public Answer {
        top = List.copyOf(top);
    }
}
