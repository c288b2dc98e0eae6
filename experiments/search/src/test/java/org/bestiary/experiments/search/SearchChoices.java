package org.bestiary.experiments.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bestiary.experiments.config.SweepSource;

/** Sweeps for the tests of what a search names. */
final class SearchChoices {
    private SearchChoices() {}

    /** A sweep whose search has these entries beside a space and a budget. */
    static Sweep sweep(String entries) {
        return read("{name: t, model: {id: lenet5}, data: {id: strokes}, training: {epochs: 9, optimizer: {type: sgd,"
                + " learningRate: 1}}, search: {space: {training.batch: {choice: [8, 16]}}, budget: {trials: 2}, "
                + entries + "}}");
    }

    /** The sweep as a worker reads it from the store. */
    static Sweep stored(Sweep sweep) {
        return read(sweep.source().text());
    }

    /** Where users are told of methods and pruners. */
    static String readme() {
        try {
            return Files.readString(Path.of("..", "..", "README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sweep read(String yaml) {
        return SweepReader.read(SweepSource.parse(yaml, "t.yaml", Map.of()));
    }
}
