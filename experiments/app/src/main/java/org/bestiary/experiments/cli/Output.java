package org.bestiary.experiments.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;
import org.bestiary.common.Printable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --json}, and where a command prints. With it stdout carries exactly one JSON document. */
final class Output {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().registerModule(new Jdk8Module()).enable(SerializationFeature.INDENT_OUTPUT);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Standard output: the result. Names from elsewhere cannot steer a terminal by it. */
    PrintWriter out() {
        return Printable.printer(command.commandLine().getOut());
    }

    /** Standard error: progress and remarks, as {@link #out}. */
    PrintWriter err() {
        return Printable.printer(terminal());
    }

    /** Standard error for what steers the terminal itself, such as a line that is written over. */
    PrintWriter terminal() {
        return command.commandLine().getErr();
    }

    /** Prints a record, list or map as JSON. */
    void print(Object document) {
        try {
            out().println(MAPPER.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that cannot be written as JSON", e);
        }
    }
}
