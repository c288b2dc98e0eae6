package org.bestiary.experiments.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.bestiary.experiments.train.ProgramVersion;
import org.bestiary.reports.database.StoreLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code bestiary}; all it does by itself is to print its help. */
@Command(
        name = "bestiary",
        mixinStandardHelpOptions = true,
        versionProvider = Bestiary.Version.class,
        description = "A zoo of the classic convolutional networks, and experiments with them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start with:",
            "  bestiary run quickstart      train LeNet-5 on generated digits",
            "  bestiary sweep lenet5-strokes-sweep    search hyperparameters",
            "  bestiary experiments         what else there is to run",
            "  bestiary models              the networks",
            "  bestiary describe lenet5     one of them, layer by layer",
            "  bestiary doctor              whether this machine is ready"
        },
        subcommands = {
            RunCommand.class,
            SweepCommand.class,
            TrialCommand.class,
            ClusterTrialCommand.class,
            ExperimentsCommand.class,
            SchemaCommand.class,
            ModelsCommand.class,
            DescribeCommand.class,
            DatasetsCommand.class,
            WeightsCommand.class,
            PredictCommand.class,
            FeaturesCommand.class,
            EvaluateCommand.class,
            ExplainCommand.class,
            ExportCommand.class,
            BenchCommand.class,
            ReproduceCommand.class,
            ArithCommand.class,
            ReportCommand.class,
            RunsCommand.class,
            StudiesCommand.class,
            CompareCommand.class,
            ServeCommand.class,
            PublishCommand.class,
            DoctorCommand.class
        })
final class Bestiary implements Runnable {
    private final String[] args;

    @Spec
    private CommandSpec spec;

    @Option(names = Errors.DEBUG, scope = ScopeType.INHERIT, description = "Show where an error comes from.")
    @SuppressWarnings("UnusedVariable") // Errors looks at the arguments themselves: parsing them may be what fails
    private boolean debug;

    Bestiary(String... args) {
        this.args = args.clone();
    }

    /** What the user typed, so that it can be typed again, but for a password: it goes into records and reports. */
    String commandLine() {
        return Arrays.stream(args)
                .map(StoreLocation::redacted)
                .map(a -> a.matches("[A-Za-z0-9_./=:,@%+-]+") ? a : "'" + a.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "./bestiary ", ""));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Version for {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            ProgramVersion version = ProgramVersion.current();
            return new String[] {"bestiary " + version.version() + " (" + version.commit() + ")"};
        }
    }
}
