package org.bestiary.experiments.search.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bestiary.reports.run.EpochMetrics;

/**
 * What the process of a trial says: single lines on its standard output, marked so that nothing that a library prints there is
 * taken for one. After {@link Epoch} the process waits for a {@link Reply}; when its standard input ends instead, whoever
 * started it is gone, and it checkpoints and ends.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrialMessage.Run.class, name = "run"),
    @JsonSubTypes.Type(value = TrialMessage.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = TrialMessage.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = TrialMessage.Diverged.class, name = "diverged"),
    @JsonSubTypes.Type(value = TrialMessage.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = TrialMessage.Failed.class, name = "failed")
})
public sealed interface TrialMessage {
    /** What a line starts with that is a message. */
    String MARK = "@trial ";

    /** A run of the trial begins, or goes on. */
    record Run(String id) implements TrialMessage {}

    /**
     * An epoch has ended and its checkpoint is on disk.
     *
     * @param run which of the trial's runs, from 0
     * @param metrics what it did
     */
    record Epoch(int run, EpochMetrics metrics) implements TrialMessage {}

    /** All runs were trained to their end. */
    record Completed() implements TrialMessage {}

    /** The loss became infinite or no number. */
    record Diverged(String reason) implements TrialMessage {}

    /** Stopped as was asked for; a checkpoint is on disk. */
    record Stopped() implements TrialMessage {}

    /** The trial cannot be run. */
    record Failed(String reason) implements TrialMessage {}

    /** What the process is told after an epoch. */
    enum Reply {
        /** Train the next one. */
        GO,
        /** Checkpoint and end. */
        STOP
    }

    /** Whether nothing comes after it. */
    @JsonIgnore
    default boolean isLast() {
        return !(this instanceof Run || this instanceof Epoch);
    }

    /** The message as a line. */
    default String line() {
        try {
            return MARK + Json.MAPPER.writerFor(TrialMessage.class).writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message that cannot be written as JSON", e);
        }
    }

    /**
     * The message in a line, or empty when it is something that was printed. A marked line that cannot be read, such as the
     * half of one that a dying process leaves, is a failure.
     */
    static Optional<TrialMessage> of(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(line.substring(MARK.length()), TrialMessage.class));
        } catch (JsonProcessingException e) {
            return Optional.of(new Failed("its process said what cannot be understood: " + line));
        }
    }

    /** A task as a line. */
    static String line(TrialTask task) {
        try {
            return Json.MAPPER.writeValueAsString(task);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task that cannot be written as JSON", e);
        }
    }

    /** The task in a line. */
    static TrialTask task(String line) {
        try {
            return Json.MAPPER.readValue(line, TrialTask.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a trial must be given a task, but got " + line, e);
        }
    }

    /** How messages are written. */
    final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new Jdk8Module());

        private Json() {}
    }
}
