package org.bestiary.experiments.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.bestiary.datasets.inspect.FolderInspection;
import org.bestiary.datasets.inspect.FolderReport;
import org.bestiary.experiments.config.FolderSpec;
import org.bestiary.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datasets inspect PATH}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Opens every image of a folder and says what is there: classes and splits, kinds and sizes, what is broken, left"
                    + " out, or there twice.",
            "Folders of the splits and of the classes are found as for a data set 'image-folder:PATH'."
        },
        footer = {
            "",
            "Examples:",
            "  bestiary datasets inspect photos",
            "  bestiary datasets inspect photos --spec my.yaml        # and a spec to begin with",
            "  bestiary run my.yaml --smoke                           # does it work?",
            "  bestiary datasets inspect photos --model resnet18 --side 128 --spec my.yaml",
            "  bestiary datasets inspect photos --json"
        })
final class DatasetsInspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "The folder.")
    private Path folder;

    @Option(
            names = "--side",
            paramLabel = "N",
            description =
                    "Height and width that images are brought to, for mean, deviation and the spec (default: chosen by"
                            + " the sizes of the images).")
    private Integer side;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "Write a spec to begin with, ready for 'run'; a file that is there is not overwritten.")
    private Path spec;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "The network of that spec (default: a small one), see 'models'.")
    private String model;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (side != null && (side < 8 || side > 4096)) {
            throw new BadInput("--side must be from 8 to 4096, but got " + side);
        }
        if (spec != null && Files.exists(spec)) {
            throw alreadyThere();
        }
        if (model != null && spec == null) {
            throw new BadInput("--model is for the spec that --spec writes, but no file is given; add --spec my.yaml");
        }
        if (model != null) {
            Zoo.find(model); // before all images are opened
        }
        FolderReport report = inspected();
        Optional<String> yaml =
                spec == null ? Optional.empty() : Optional.of(FolderSpec.yaml(report, Optional.ofNullable(model)));
        if (output.json()) {
            output.print(report);
        } else {
            new InspectionText(report, output.out()).print();
        }
        yaml.ifPresent(this::write);
        return 0;
    }

    private FolderReport inspected() {
        ExplainProgress line = new ExplainProgress(output.terminal());
        OptionalInt given = side == null ? OptionalInt.empty() : OptionalInt.of(side);
        try {
            return FolderInspection.of(folder, given, (done, total) -> line.at("images opened", (double) done / total));
        } finally {
            line.done();
        }
    }

    private void write(String yaml) {
        try {
            Path parent = spec.toAbsolutePath().getParent();
            Files.createDirectories(parent);
            Files.writeString(spec, yaml, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere();
        } catch (IOException e) {
            throw new BadInput(
                    "--spec must name a file that can be written, but " + spec + " cannot be: " + e.getMessage());
        }
        output.err().println("wrote " + spec + "; try it: bestiary run " + spec + " --smoke");
    }

    private BadInput alreadyThere() {
        return new BadInput("--spec writes a new file, but " + spec + " is there; choose another name or remove it");
    }
}
