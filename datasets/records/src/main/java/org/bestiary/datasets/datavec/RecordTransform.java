package org.bestiary.datasets.datavec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.datavec.RecordSource.RawRecord;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.transform.schema.SequenceSchema;
import org.datavec.api.writable.Writable;

/** A {@code TransformProcess} of DataVec from a file, applied to one record after the other. */
final class RecordTransform {
    private final TransformProcess process;
    private final Path file;

    private RecordTransform(TransformProcess process, Path file) {
        this.process = process;
        this.file = file;
    }

    /**
     * Reads a process.
     *
     * @param file as {@code TransformProcess.toJson} writes it, or the same as YAML
     * @throws DataException if it is none, or one that needs more than one record at a time
     */
    static RecordTransform read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw LineSource.unreadable(file, e);
        }
        try {
            String ending = RecordFormat.ending(file);
            boolean yaml = ending.equals("yaml") || ending.equals("yml");
            TransformProcess process = TransformProcess.fromJson(yaml ? ShadedJson.jsonOf(text) : text);
            if (process.getFinalSchema() instanceof SequenceSchema
                            != process.getInitialSchema() instanceof SequenceSchema
                    || process.getActionList().stream()
                            .anyMatch(a -> a.getReducer() != null
                                    || a.getCalculateSortedRank() != null
                                    || a.getSequenceSplit() != null)) {
                throw new DataException("A transform of records takes one at a time, but " + file
                        + " makes sequences of several, cuts or counts them; do that beforehand.");
            }
            return new RecordTransform(process, file);
        } catch (IOException | RuntimeException e) {
            if (e instanceof DataException known) {
                throw known;
            }
            throw new DataException(
                    file + " is no TransformProcess of DataVec as JSON or YAML (" + firstLine(e) + ").", e);
        }
    }

    private static String firstLine(Throwable e) {
        Throwable said = e.getCause() == null ? e : e.getCause();
        return String.valueOf(said.getMessage()).lines().findFirst().orElse("");
    }

    /** Names of the values that it takes. */
    List<String> inputs() {
        return process.getInitialSchema().getColumnNames();
    }

    /** Names of the values that it makes. */
    List<String> outputs() {
        Schema schema = process.getFinalSchema();
        return schema.getColumnNames();
    }

    /**
     * Applies it.
     *
     * @param record with {@link #inputs} in every step
     * @return a record with {@link #outputs} in every step; empty if a filter leaves it out
     * @throws DataException if a value is not of its column's type; names file and line
     */
    Optional<RawRecord> apply(RawRecord record, boolean sequence) {
        for (List<Writable> step : record.steps()) {
            if (step.size() != inputs().size()) {
                throw new DataException(record.origin() + " must have the " + inputs().size() + " values that "
                        + file.getFileName() + " takes, got " + step.size() + ".");
            }
        }
        try {
            List<List<Writable>> steps = sequence ? process.executeSequence(record.steps()) : single(record);
            return Optional.ofNullable(steps).map(s -> new RawRecord(record.origin(), s, record.label()));
        } catch (RuntimeException e) {
            throw new DataException(
                    record.origin() + " cannot be transformed by " + file.getFileName() + " (" + firstLine(e) + ").",
                    e);
        }
    }

    private List<List<Writable>> single(RawRecord record) {
        List<Writable> values = process.execute(record.steps().get(0));
        return values == null ? null : List.of(values);
    }
}
