package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import org.bestiary.common.BestiaryException;
import org.bestiary.common.Printable;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.train.RunFailure;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every error as one line on stderr, of a spec one for each mistake; the stack trace only with {@code --debug}. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** The option that adds a stack trace. */
    static final String DEBUG = "--debug";

    private final boolean debug;

    Errors(String... args) {
        this.debug = Arrays.asList(args).contains(DEBUG);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        List<String> near = e instanceof UnmatchedArgumentException u ? u.getSuggestions() : List.of();
        String meant = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
        print(
                err,
                e.getMessage() + meant + " (see "
                        + e.getCommandLine().getCommandSpec().qualifiedName() + " --help)",
                e);
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof RunFailure) {
            print(err, e.getMessage(), e);
            return ExitCode.SOFTWARE;
        }
        if (e instanceof SpecException spec) {
            // Who mends a spec wants to know all that is wrong with it.
            print(err, spec.mistakes(), e);
            return ExitCode.USAGE;
        }
        if (e instanceof BestiaryException) {
            print(err, e.getMessage(), e);
            return ExitCode.USAGE;
        }
        if (e instanceof InvalidPathException path) {
            // A NUL in a spec, or letters that the locale of the system has no room for.
            print(
                    err,
                    "a path must be one that this system can have, but in what was given " + path.getReason()
                            + (path.getIndex() < 0 ? "" : " (at letter " + (path.getIndex() + 1) + ")"),
                    e);
            return ExitCode.USAGE;
        }
        print(
                err,
                "unexpected " + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "; repeat with --debug for the place",
                e);
        return ExitCode.SOFTWARE;
    }

    private void print(PrintWriter err, String message, Exception e) {
        print(err, List.of(message), e);
    }

    private void print(PrintWriter err, List<String> messages, Exception e) {
        messages.forEach(message -> err.println("bestiary: " + Printable.line(message)));
        if (debug) {
            e.printStackTrace(err);
        }
        err.flush();
    }
}
