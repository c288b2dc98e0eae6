package org.bestiary.reports.run;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Where a run comes from and what it ran on: enough to repeat it.
 *
 * @param version version of Bestiary
 * @param gitCommit commit it was built from, or {@code unknown}
 * @param command command line that repeats the run, as one would type it
 * @param java Java runtime, with vendor and version
 * @param os operating system, with version and architecture
 * @param cpu processor, as the system names it
 * @param memoryMiB physical memory of the machine, in MiB; 0 if unknown
 * @param backend ND4J backend
 * @param engine layers the network was built with
 * @param threads threads of the native code
 * @param versions library to version
 * @param seeds random stream to the seed it started from
 * @param startedAt when the run first started
 * @param finishedAt when it ended; empty while it runs
 * @param wallSeconds time spent in all, over every sitting if the run was resumed
 * @param trainSeconds part of it spent in training
 * @param peakMemoryMiB the largest resident memory of the process up to the end of the run, in MiB; a process that did more
 *     than one run has that of all so far. Empty where the system does not tell, and in records of layout 1
 * @param testImagesPerSecond speed of the final evaluation, with the loading of images; empty until then, and in records of
 *     layout 1
 */
public record Provenance(
        String version,
        String gitCommit,
        String command,
        String java,
        String os,
        String cpu,
        long memoryMiB,
        String backend,
        String engine,
        int threads,
        Map<String, String> versions,
        Map<String, Long> seeds,
        Instant startedAt,
        Optional<Instant> finishedAt,
        double wallSeconds,
        double trainSeconds,
        OptionalLong peakMemoryMiB,
        OptionalDouble testImagesPerSecond) {
    public Provenance {
        Rules.text("provenance.version", version);
        Rules.text("provenance.gitCommit", gitCommit);
        Rules.text("provenance.command", command);
        Rules.text("provenance.java", java);
        Rules.text("provenance.os", os);
        Rules.text("provenance.cpu", cpu);
        Rules.atLeast("provenance.memoryMiB", 0, memoryMiB);
        Rules.text("provenance.backend", backend);
        Rules.text("provenance.engine", engine);
        Rules.atLeast("provenance.threads", 1, threads);
        versions = Rules.sorted("provenance.versions", versions);
        seeds = Rules.sorted("provenance.seeds", seeds);
        Rules.present("provenance.startedAt", startedAt);
        finishedAt = Rules.orEmpty(finishedAt);
        Rules.seconds("provenance.wallSeconds", wallSeconds);
        Rules.seconds("provenance.trainSeconds", trainSeconds);
        peakMemoryMiB = Rules.orEmpty(peakMemoryMiB);
        testImagesPerSecond = Rules.orEmpty(testImagesPerSecond);
    }

    /** The same with another command. */
    public Provenance withCommand(String newCommand) {
        return new Provenance(
                version,
                gitCommit,
                newCommand,
                java,
                os,
                cpu,
                memoryMiB,
                backend,
                engine,
                threads,
                versions,
                seeds,
                startedAt,
                finishedAt,
                wallSeconds,
                trainSeconds,
                peakMemoryMiB,
                testImagesPerSecond);
    }

    /** The same with new times, which are all that changes while a run goes on. */
    public Provenance withTimes(Optional<Instant> newFinishedAt, double newWallSeconds, double newTrainSeconds) {
        return new Provenance(
                version,
                gitCommit,
                command,
                java,
                os,
                cpu,
                memoryMiB,
                backend,
                engine,
                threads,
                versions,
                seeds,
                startedAt,
                newFinishedAt,
                newWallSeconds,
                newTrainSeconds,
                peakMemoryMiB,
                testImagesPerSecond);
    }

    /** The same with the largest resident memory, which does not shrink when a run goes on in another process. */
    public Provenance withPeakMemory(OptionalLong newPeakMemoryMiB) {
        boolean larger = newPeakMemoryMiB.orElse(0) > peakMemoryMiB.orElse(0);
        return measured(larger ? newPeakMemoryMiB : peakMemoryMiB, testImagesPerSecond);
    }

    /** The same with the speed of the final evaluation. */
    public Provenance withTestSpeed(double imagesPerSecond) {
        return measured(peakMemoryMiB, OptionalDouble.of(imagesPerSecond));
    }

    private Provenance measured(OptionalLong newPeakMemoryMiB, OptionalDouble newTestImagesPerSecond) {
        return new Provenance(
                version,
                gitCommit,
                command,
                java,
                os,
                cpu,
                memoryMiB,
                backend,
                engine,
                threads,
                versions,
                seeds,
                startedAt,
                finishedAt,
                wallSeconds,
                trainSeconds,
                newPeakMemoryMiB,
                newTestImagesPerSecond);
    }
}
