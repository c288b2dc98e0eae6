package org.bestiary.experiments.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.study.StudyProgress;
import org.bestiary.experiments.search.study.StudyWorker;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.study.StudyStore;

/**
 * Runs the trials of a sweep as Spark tasks. Each task starts the hidden command {@value #COMMAND} on its executor, in a
 * process of its own, which claims a trial in the store or suggests the next one, runs it as a local sweep would, and leaves
 * the result in the store. An executor that vanishes loses its trial to another; Spark's own repeating of tasks does no harm.
 */
public final class SparkEngine {
    /** The hidden command that an executor runs. */
    public static final String COMMAND = "cluster-trial";

    private static final String NOTE = "@note ";
    private static final String FAILED = "@failed ";
    private static final String CORES = "spark.executor.cores";
    private static final int PATIENCE_SECONDS = 180;
    private static final int LOOK_MILLIS = 500;
    private static final int END_SECONDS = 60;

    private final SparkMaster master;
    private final Map<String, String> conf;
    private final StoreLocation location;
    private final String mainClass;
    private final SparkHome home;

    /**
     * @param master the cluster
     * @param conf the user's entries of Spark's configuration
     * @param location the store, which executors must reach
     * @param mainClass the program
     * @throws RunException if this build is without Spark, or no master answers
     */
    public SparkEngine(SparkMaster master, Map<String, String> conf, StoreLocation location, String mainClass) {
        this.master = master;
        this.conf = Map.copyOf(conf);
        this.location = location;
        this.mainClass = mainClass;
        this.home = SparkHome.find();
        conf.keySet().stream().filter(k -> !k.startsWith("spark.")).findFirst().ifPresent(k -> {
            throw new RunException(
                    "--spark takes entries of Spark's configuration, which start with 'spark.', but got '" + k + "'");
        });
        cores();
        master.check();
    }

    /** Threads of each trial. */
    private int cores() {
        String given = conf.getOrDefault(CORES, "1");
        if (!given.matches("[1-9][0-9]{0,3}")) {
            throw new RunException(CORES + " must be the number of threads of a trial, but got '" + given + "'");
        }
        return Integer.parseInt(given);
    }

    /**
     * Works until the study is complete or the user wants to stop.
     *
     * @return whether the study is complete
     * @throws RunException if the cluster runs no trials; the study can be resumed
     */
    public boolean work(
            Sweep sweep,
            String study,
            StudyStore store,
            StudyWorker.Place place,
            StudyProgress view,
            BooleanSupplier stop) {
        StudyWatcher watcher = new StudyWatcher(sweep, store, study, view);
        watcher.skip();
        Path log = place.folder().resolve("spark-driver.log");
        AtomicReference<String> failure = new AtomicReference<>("its driver ended without a word");
        try {
            Files.createDirectories(place.folder());
            Process driver = start(log);
            try {
                Thread listener = listen(driver, view, failure);
                try (OutputStream to = driver.getOutputStream()) {
                    to.write(order(sweep, study, place).getBytes(StandardCharsets.UTF_8));
                    to.flush();
                    while (!stop.getAsBoolean() && !driver.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        watcher.look();
                    }
                }
                end(driver, watcher, stop);
                listener.join(TimeUnit.SECONDS.toMillis(1));
            } finally {
                driver.destroy();
            }
            watcher.look();
            if (!stop.getAsBoolean() && driver.exitValue() != 0) {
                throw new RunException("the cluster does not run the trials: " + failure.get() + "; see " + log
                        + ", then go on with: ./bestiary sweep --resume " + study);
            }
            return !stop.getAsBoolean();
        } catch (IOException e) {
            throw new RunException("cannot start Spark's driver: " + e.getMessage() + "; see " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process start(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.command());
        // For local mode, where the driver is its only executor.
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(cores()));
        return builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private String order(Sweep sweep, String study, StudyWorker.Place place) throws IOException {
        Properties entries = new Properties();
        entries.setProperty("slots", Integer.toString(sweep.parallel()));
        entries.setProperty("patienceSeconds", Integer.toString(PATIENCE_SECONDS));
        put(entries, "jar.", home.jars().stream().map(Path::toString).toList());
        put(entries, "argument.", arguments(study, place));
        location.environment().forEach((k, v) -> entries.setProperty("environment." + k, v));
        entries.setProperty("environment.GOMP_SPINCOUNT", "1000");
        entries.setProperty("environment.MALLOC_MMAP_THRESHOLD_", "1048576");
        entries.setProperty("conf.spark.master", master.url());
        entries.setProperty("conf.spark.app.name", study);
        entries.setProperty(
                "conf.spark.jars", home.spark().resolve("bestiary-spark.jar").toString());
        int cores = cores();
        // One trial on an executor at a time, so that its process has all of the executor's threads.
        entries.setProperty("conf." + CORES, Integer.toString(cores));
        entries.setProperty("conf.spark.task.cpus", Integer.toString(cores));
        entries.setProperty("conf.spark.cores.max", Integer.toString(cores * sweep.parallel()));
        entries.setProperty("conf.spark.executorEnv.OMP_NUM_THREADS", Integer.toString(cores));
        entries.setProperty("conf.spark.executor.memory", "512m");
        entries.setProperty("conf.spark.ui.enabled", "false");
        conf.forEach((k, v) -> entries.setProperty("conf." + k, v));
        StringWriter text = new StringWriter();
        entries.store(text, null);
        return text + "\n";
    }

    private List<String> arguments(String study, StudyWorker.Place place) {
        return List.of(
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                mainClass,
                COMMAND,
                study,
                "--runs-dir",
                place.folder().toAbsolutePath().getParent().toString(),
                "--data-dir",
                place.data().toAbsolutePath().toString(),
                "--begun",
                place.begun().toString(),
                "--command",
                place.command());
    }

    private static void put(Properties entries, String prefix, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            entries.setProperty(prefix + i, values.get(i));
        }
    }

    private static Thread listen(Process driver, StudyProgress view, AtomicReference<String> failure) {
        Thread listener = new Thread(
                () -> {
                    try (BufferedReader said = driver.inputReader(StandardCharsets.UTF_8)) {
                        for (String line = said.readLine(); line != null; line = said.readLine()) {
                            if (line.startsWith(NOTE)) {
                                view.note("cluster: " + line.substring(NOTE.length()));
                            } else if (line.startsWith(FAILED)) {
                                failure.set(line.substring(FAILED.length()));
                            }
                        }
                    } catch (IOException e) {
                        // The driver is gone, which its exit code says, too.
                    }
                },
                "spark-driver");
        listener.setDaemon(true);
        listener.start();
        return listener;
    }

    /** Waits for the driver, and after a stop for the trials, which write checkpoints first. */
    private static void end(Process driver, StudyWatcher watcher, BooleanSupplier stop) throws InterruptedException {
        if (!driver.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            driver.destroyForcibly().waitFor();
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        while (stop.getAsBoolean() && watcher.anyRuns() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            watcher.look();
        }
    }
}
