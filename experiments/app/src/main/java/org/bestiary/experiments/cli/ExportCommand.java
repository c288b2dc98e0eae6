package org.bestiary.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bestiary.experiments.train.TrainedModel;
import org.bestiary.reports.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export RUN -o F.zip}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the best network of a run with the layers that come with DL4J, so that any DL4J program opens it:",
            "ModelSerializer.restoreComputationGraph(file), images N x C x H x W."
        },
        footer = {"", "Example:", "  bestiary export quickstart-20260101-120000-s1 -o lenet5.zip"})
final class ExportCommand implements Callable<Integer>, NeedsNativeCode {
    @Parameters(
            paramLabel = "RUN",
            description = "Id of a run or its beginning, 'latest', an experiment's name, or a directory.")
    private String run;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F.zip",
            required = true,
            description = "Where the archive goes.")
    private Path file;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(String id, String file) {}

    @Override
    public Integer call() {
        RunDirectory directory = runs.find(run);
        try {
            TrainedModel.open(directory).exportStock(file);
        } catch (IOException e) {
            throw new BadInput("an archive needs a place where it can be written, but " + file + " cannot: "
                    + (Files.isDirectory(file)
                            ? "it is a directory"
                            : e instanceof NoSuchFileException ? "its folder does not exist" : e.getMessage()));
        }
        if (output.json()) {
            output.print(new Document(directory.id(), file.toString()));
        } else {
            output.out().println(file);
        }
        return 0;
    }
}
