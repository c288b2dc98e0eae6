package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code: 0 done, 1 the work failed, 2 bad usage or input. */
    public static void main(String[] args) {
        NativeSettings.apply();
        System.exit(execute(args));
    }

    /** Runs one command in this JVM. */
    static int execute(String... args) {
        CommandLine program = new CommandLine(new Bestiary(args));
        program.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        program.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        program.setCaseInsensitiveEnumValuesAllowed(true);
        program.setAbbreviatedOptionsAllowed(false);
        program.setUsageHelpAutoWidth(true);
        program.setExecutionStrategy(Main::run);
        Errors errors = new Errors(args);
        program.setParameterExceptionHandler(errors);
        program.setExecutionExceptionHandler(errors);
        return program.execute(Arrays.stream(args).map(Main::withSign).toArray(String[]::new));
    }

    /** An option whose value may be left out would take the word after it for its value. */
    private static String withSign(String arg) {
        return arg.equals(WeightsOrigin.PRETRAINED) ? arg + "=" : arg;
    }

    /** Says what keeps native code from running before the command does anything; those that need it do not begin. */
    private static int run(ParseResult parsed) {
        CommandLine last =
                parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        Object command = last.getCommand();
        Optional<String> problem = Backend.problem();
        if (problem.isPresent() && !last.isUsageHelpRequested() && !(command instanceof DoctorCommand)) {
            last.getErr().println("bestiary: " + problem.get());
            if (command instanceof NeedsNativeCode) {
                return ExitCode.USAGE;
            }
        }
        return new RunLast().execute(parsed);
    }
}
