package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

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
        Errors errors = new Errors(args);
        program.setParameterExceptionHandler(errors);
        program.setExecutionExceptionHandler(errors);
        return program.execute(args);
    }
}
