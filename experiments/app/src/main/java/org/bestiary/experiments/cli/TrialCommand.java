package org.bestiary.experiments.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.bestiary.experiments.search.study.LocalLauncher;
import org.bestiary.experiments.search.study.TrialMessage;
import org.bestiary.experiments.search.study.TrialWork;
import org.bestiary.experiments.train.StopSignal;
import picocli.CommandLine.Command;

/** The process of one trial of a sweep: {@code sweep} starts it and talks with it over its standard streams. */
@Command(
        name = LocalLauncher.COMMAND,
        hidden = true,
        description = "Runs one trial of a sweep; for the command sweep, not for people.")
final class TrialCommand implements Callable<Integer>, NeedsNativeCode {
    @Override
    public Integer call() {
        PrintStream out = System.out;
        // Whatever a library prints goes to the log, not between the messages.
        System.setOut(System.err);
        // Never closed: closing would wait for the thread that reads, which waits for the other side.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (StopSignal stop = StopSignal.listen()) {
            new TrialWork(in, out, stop).execute();
            return 0;
        } catch (Exception | OutOfMemoryError e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            e.printStackTrace();
            out.println(new TrialMessage.Failed(reason.replaceAll("\\s*\\R\\s*", " ")).line());
            out.flush();
            return 1;
        }
    }
}
