package org.bestiary.experiments.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bestiary.common.AtomicFile;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecSchema;
import org.bestiary.reports.run.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code schema}: what editors need to complete and check a spec. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON schema of experiment files, or an annotated example with every entry.",
        footer = {
            "",
            "An editor with the YAML language server completes entries of a file that begins with",
            "  # yaml-language-server: $schema=experiment.schema.json",
            "",
            "Examples:",
            "  bestiary schema -o experiment.schema.json",
            "  bestiary schema --example > my-experiment.yaml"
        })
final class SchemaCommand implements Callable<Integer> {
    /** The shipped spec that shows every entry. */
    static final String EXAMPLE = "example";

    @Option(names = "--example", description = "Print the annotated example (YAML) in place of the schema.")
    private boolean example;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F",
            description = "Write to this file in place of standard output.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private Output output;

    /** The document of {@code --json} when a file is written. */
    record Written(String file) {}

    @Override
    public Integer call() {
        String text = example ? SpecLibrary.text(EXAMPLE) : SpecSchema.text() + System.lineSeparator();
        if (example && output.json() && file.isEmpty()) {
            throw new BadInput("the example is YAML and no JSON document, but --json was given; leave one out");
        }
        if (file.isEmpty()) {
            output.out().print(text);
            output.out().flush();
            return 0;
        }
        try {
            AtomicFile.write(file.get(), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RunException.cannotWrite(file.get(), e);
        }
        if (output.json()) {
            output.print(new Written(file.get().toString()));
        } else {
            output.out().println(file.get());
        }
        return 0;
    }
}
