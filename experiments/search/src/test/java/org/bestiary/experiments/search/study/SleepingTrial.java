package org.bestiary.experiments.search.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bestiary.reports.run.EpochMetrics;

/**
 * A trial that sleeps where another one trains: the same messages and a checkpoint after every epoch, from a process of its
 * own. Its accuracy is a function of the learning rate and the epoch; with a batch of 13 it dies in its second epoch.
 */
public final class SleepingTrial {
    static final int DEADLY_BATCH = 13;

    private SleepingTrial() {}

    /** The accuracy that a trial has after an epoch, in percent. */
    static double accuracy(double learningRate, int epoch) {
        return 90 - 10 * Math.abs(Math.log10(learningRate / 0.01)) - 5.0 / epoch;
    }

    /** A launcher for it. */
    static TrialLauncher launcher(int sleepMillis) {
        return log -> new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleepingTrial.class.getName(),
                        Integer.toString(sleepMillis))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs one trial; the argument is how long an epoch sleeps, in milliseconds. */
    public static void main(String[] args) throws IOException, InterruptedException {
        run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out, args[0]);
    }

    /** Runs one trial that is told through a stream and tells through another. */
    static void run(BufferedReader in, PrintStream out, String sleepMillis) throws IOException, InterruptedException {
        TrialTask task = TrialMessage.task(in.readLine());
        JsonNode training = task.specs().get(0).get("training");
        out.println("something that a library prints");
        out.println(new TrialMessage.Run(task.runId(0, task.seeds().get(0))).line());
        Path checkpoint = task.folder().resolve("checkpoint-" + task.number());
        int done = Files.exists(checkpoint) ? Integer.parseInt(Files.readString(checkpoint)) : 0;
        // What is not in the checkpoint is done again, and noted: an epoch that is run twice shows here.
        Path journal = task.folder().resolve("epochs-" + task.number());
        List<String> lines = new ArrayList<>();
        for (int epoch = 1; epoch <= training.get("epochs").asInt(); epoch++) {
            if (epoch > done) {
                Thread.sleep(Integer.parseInt(sleepMillis));
                if (epoch == 2 && training.get("batch").asInt() == DEADLY_BATCH) {
                    System.err.println("no luck");
                    Runtime.getRuntime().halt(3);
                }
                lines.add(Integer.toString(epoch));
                Path part = task.folder()
                        .resolve("checkpoint-" + task.number() + ".part"
                                + ProcessHandle.current().pid());
                Files.writeString(part, Integer.toString(epoch));
                Files.move(part, checkpoint, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Files.write(journal, lines);
            }
            double rate = training.get("optimizer").get("learningRate").asDouble();
            EpochMetrics metrics = new EpochMetrics(
                    epoch,
                    1,
                    rate,
                    1.0 / epoch,
                    OptionalDouble.empty(),
                    OptionalDouble.of(1.0 / epoch),
                    OptionalDouble.of(accuracy(rate, epoch)),
                    1,
                    1);
            out.println(new TrialMessage.Epoch(0, metrics).line());
            String reply = in.readLine();
            if (!TrialMessage.Reply.GO.name().equals(reply)) {
                out.println(new TrialMessage.Stopped().line());
                return;
            }
        }
        out.println(new TrialMessage.Completed().line());
    }
}
