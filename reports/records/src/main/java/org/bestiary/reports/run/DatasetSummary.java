package org.bestiary.reports.run;

import java.util.List;

/**
 * The data of a run.
 *
 * @param id id in the catalogue of data sets
 * @param title name as people write it
 * @param sha256 digest of the data, 64 lower-case hexadecimal digits
 * @param shape shape of one example, C x H x W joined by {@code x}
 * @param classNames names of the classes, in index order
 * @param train examples trained on
 * @param validation examples held out to choose the best epoch; 0 if there is no such split
 * @param test examples of the final evaluation
 */
public record DatasetSummary(
        String id,
        String title,
        String sha256,
        String shape,
        List<String> classNames,
        long train,
        long validation,
        long test) {
    public DatasetSummary {
        Rules.text("dataset.id", id);
        Rules.text("dataset.title", title);
        Rules.sha256("dataset.sha256", sha256);
        Rules.text("dataset.shape", shape);
        classNames = Rules.list("dataset.classNames", classNames);
        Rules.atLeast("dataset.classNames (their number)", 1, classNames.size());
        classNames.forEach(name -> Rules.text("dataset.classNames (each)", name));
        Rules.atLeast("dataset.train", 0, train);
        Rules.atLeast("dataset.validation", 0, validation);
        Rules.atLeast("dataset.test", 0, test);
    }
}
