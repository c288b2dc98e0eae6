package org.bestiary.datasets;

import java.util.List;

/** A way of dividing training images into those to learn from and those to validate with. Immutable and repeatable. */
public sealed interface Holdout permits ValidationSplit, FoldSplit {
    /**
     * Divides a table.
     *
     * @param table the training images
     * @return the indices of both parts
     * @throws DataException if a part that is wanted would be empty
     */
    ValidationSplit.Cut cut(ImageTable table);

    /**
     * What a person should know about this division of these images.
     *
     * @param table the training images
     * @param classes their names
     * @return a sentence each; empty if all is well
     */
    List<String> remarks(ImageTable table, List<String> classes);
}
