package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two real, small runs as a user asks for them. */
class RunsCommandTest {
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/none?user=me&password=secret";

    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    private Path runs;

    /** Trains once, and gives every test a copy without the store, which is thereby shown to be made again. */
    @BeforeEach
    void copyRuns() throws IOException {
        Path original = made.resolve("runs");
        if (!Files.exists(original)) {
            Typed typed = train(original);
            assertThat(typed.code()).as(typed.err()).isZero();
            assertThat(original.resolve("store.sqlite")).exists();
        }
        runs = folder.resolve("runs");
        try (var files = Files.walk(original)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().contains("store.")) {
                    Files.copy(file, runs.resolve(original.relativize(file).toString()));
                }
            }
        }
    }

    private static Typed train(Path directory, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "run",
                "quickstart",
                "--runs-dir",
                directory.toString(),
                "--set",
                "training.epochs=1",
                "--set",
                "data.limit=300",
                "--set",
                "seeds=[1,2]"));
        command.addAll(List.of(more));
        return Typed.command(command.toArray(String[]::new));
    }

    private Typed runs(String... words) {
        List<String> command = new ArrayList<>(List.of("runs"));
        command.addAll(List.of(words));
        command.add("--runs-dir");
        command.add(runs.toString());
        return Typed.command(command.toArray(String[]::new));
    }

    private String id(int seed) {
        return RunDirectory.list(runs).stream()
                .map(RunDirectory::id)
                .filter(id -> id.endsWith("-s" + seed))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listHasTheFieldsThatOthersRelyOn() {
        Typed typed = runs("--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonNode rows = typed.json();
        assertThat(rows).hasSize(2);
        JsonNode newest = rows.get(0);
        assertThat(newest.get("id").asText()).isEqualTo(id(2));
        assertThat(newest.get("experiment").asText()).isEqualTo("quickstart");
        assertThat(newest.get("model").asText()).isEqualTo("lenet5");
        assertThat(newest.get("dataset").asText()).isEqualTo("strokes");
        assertThat(newest.get("status").asText()).isEqualTo("completed");
        assertThat(newest.get("seed").asInt()).isEqualTo(2);
        assertThat(newest.get("epochs").asInt()).isEqualTo(1);
        assertThat(newest.get("testAccuracy").asDouble())
                .isEqualTo(RunDirectory.open(runs.resolve(id(2)))
                        .read()
                        .test()
                        .orElseThrow()
                        .top1());
        assertThat(newest.get("directory").asText())
                .isEqualTo(runs.resolve(id(2)).toString());
        assertThat(runs().out()).contains("id", "test %", id(1), id(2));
    }

    @Test
    void conditionsAndOrderAndLimit() {
        assertThat(runs("--where", "seed=1 and training.batch>1", "--json").json())
                .hasSize(1);
        assertThat(runs("--where", "model=resnet20").err()).contains("no run meets the condition");
        assertThat(runs("--sort", "+seed", "--json").json().get(0).get("seed").asInt())
                .isEqualTo(1);
        Typed one = runs("--limit", "1");
        assertThat(one.out()).contains(id(2)).doesNotContain(id(1));
        assertThat(one.err()).contains("1 of 2 runs; --limit N shows more");
    }

    @Test
    void showTellsEverything() {
        assertThat(runs("show", id(1)).out())
                .contains(id(1) + ": completed", "quickstart, seed 1", "learningRate: 0.002", "images/s");
        JsonNode document = runs("show", "latest", "--json").json();
        assertThat(document.get("id").asText()).isEqualTo(id(2));
        assertThat(document.get("record").get("specHash").asText()).hasSize(64);
    }

    @Test
    void tagsComeAndGoAndOutliveTheStore() throws IOException {
        assertThat(runs("tag", id(1), "+baseline", "+hard").out()).contains("baseline hard");
        assertThat(runs("tag", id(1), "-hard", "--json").json().get("tags")).hasSize(1);
        Files.delete(runs.resolve("store.sqlite"));
        assertThat(runs("--where", "tag=baseline", "--json")
                        .json()
                        .get(0)
                        .get("id")
                        .asText())
                .isEqualTo(id(1));
        assertThat(runs("tag", id(1), "-other").err()).contains("has baseline, not other");
        assertThat(runs("tag", id(1), "other").err()).contains("write +other");
    }

    @Test
    void exportIsATableOfRunsOrEpochs() throws IOException {
        List<CSVRecord> table = csv(runs("export", "--csv").out());
        assertThat(table).hasSize(2);
        assertThat(table.get(0).get("model")).isEqualTo("lenet5");
        assertThat(Double.parseDouble(table.get(0).get("testAccuracy"))).isBetween(0.0, 100.0);
        Path file = folder.resolve("epochs.csv");
        Typed typed = runs("export", "--csv", "--epochs", "-o", file.toString(), "--json");
        assertThat(typed.json().get("rows").asInt()).isEqualTo(2);
        List<CSVRecord> epochs = csv(Files.readString(file));
        assertThat(epochs).hasSize(2);
        assertThat(epochs.get(1).get("epoch")).isEqualTo("1");
        assertThat(Double.parseDouble(epochs.get(1).get("trainLoss"))).isPositive();
    }

    private static List<CSVRecord> csv(String text) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            return parser.getRecords();
        }
    }

    @Test
    void removalAsksAndTakesRowAndDirectory() {
        Typed unasked = runs("rm", id(1));
        assertThat(unasked.code()).isEqualTo(2);
        assertThat(unasked.err()).contains("add --yes");
        String removed = id(1);
        assertThat(runs("rm", removed, "--yes").out()).contains("removed " + removed);
        assertThat(runs.resolve(removed)).doesNotExist();
        assertThat(runs("--json").json()).hasSize(1);
        assertThat(runs("rm", id(2), "no-such-run", "--yes").code()).isEqualTo(2);
        assertThat(runs.resolve(id(2))).as("all or nothing").exists();
    }

    @Test
    void aRunThatIsUnderWayIsNotRemoved() throws IOException {
        RunDirectory directory = RunDirectory.open(runs.resolve(id(1)));
        directory.write(directory.read().withStatus(RunStatus.RUNNING, Optional.empty()));
        try (FileChannel channel = FileChannel.open(
                        directory.path().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            Typed refused = runs("rm", id(1), "--yes");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("recorded as running", "--killed");
            assertThat(directory.path()).exists();
            assertThat(runs().out()).contains("running").doesNotContain("killed");
            assertThat(runs("rm", id(1), "--yes", "--killed").code()).isZero();
            assertThat(directory.path()).doesNotExist();
        }
    }

    @Test
    void aRunThatWasKilledIsCalledSoAndCanBeRemoved() {
        RunDirectory directory = RunDirectory.open(runs.resolve(id(1)));
        directory.write(directory.read().withStatus(RunStatus.RUNNING, Optional.empty()));
        Typed list = runs();
        assertThat(list.out()).contains("killed").doesNotContain("running");
        assertThat(list.err()).contains("./bestiary run --resume " + id(1));
        assertThat(runs("rm", id(1), "--yes").code()).isZero();
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void rebuildReadsEveryDirectoryAndNamesTheBrokenOnes() throws IOException {
        Files.createDirectories(runs.resolve("broken"));
        Files.writeString(runs.resolve("broken").resolve("run.json"), "{");
        Typed typed = runs("rebuild", "--json");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.json().get("read").asInt()).isEqualTo(2);
        assertThat(typed.json().get("problems").get(0).asText()).contains("broken");
        assertThat(runs().err()).contains("passed over").contains("broken");
    }

    @Test
    void aDamagedStoreIsNamedAndRebuilt() throws IOException {
        Files.writeString(runs.resolve("store.sqlite"), "no database ".repeat(1000));
        Typed damaged = runs();
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err().strip().lines()).hasSize(1);
        assertThat(damaged.err()).contains("is damaged", "runs rebuild");
        Typed rebuilt = runs("rebuild");
        assertThat(rebuilt.code()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.err()).contains("store.sqlite.damaged-");
        assertThat(runs("--json").json()).hasSize(2);
    }

    @Test
    void aStoreThatCannotBeReachedFailsNoTrainingAndNobodyLearnsThePassword() throws IOException {
        Path other = folder.resolve("other");
        Typed typed = train(other, "--store", NOWHERE);
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err().lines().filter(l -> l.contains("not in the store, but training goes on")))
                .hasSize(1);
        assertThat(typed.err() + typed.out()).doesNotContain("secret");
        RunDirectory.list(other)
                .forEach(run -> assertThat(run.read().provenance().command())
                        .contains("password=***")
                        .doesNotContain("secret"));
        try (Stream<Path> files = Files.walk(other).filter(Files::isRegularFile)) {
            assertThat(files)
                    .allSatisfy(f -> assertThat(Files.readString(f, StandardCharsets.ISO_8859_1))
                            .doesNotContain("secret"));
        }
        Typed doctor = Typed.command("doctor", "--json", "--store", NOWHERE);
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).doesNotContain("secret").contains("127.0.0.1:1");
        assertThat(Typed.command("runs", "--runs-dir", other.toString(), "--json")
                        .json())
                .as("the runs are found in their directories")
                .hasSize(2);
    }

    @Test
    void filesAreForTheirOwnerAloneIfTheUserSaysSo() throws IOException, InterruptedException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "only POSIX has such rights");
        Path own = folder.resolve("own");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "umask 077; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "quickstart",
                        "--runs-dir",
                        own.toString(),
                        "--set",
                        "training.epochs=1",
                        "--set",
                        "data.limit=300")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        try (Stream<Path> files = Files.walk(own)) {
            assertThat(files)
                    .hasSizeGreaterThan(8)
                    .allSatisfy(f -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                            .endsWith("------"));
        }
    }

    @Test
    void lookingMakesNothing() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (String command : List.of("runs", "studies")) {
            assertThat(Typed.command(command, "--runs-dir", empty.toString()).code())
                    .isZero();
        }
        assertThat(empty).isEmptyDirectory();
        Path nothing = folder.resolve("nothing");
        Typed typed = Typed.command("runs", "--runs-dir", nothing.toString(), "--json");
        assertThat(typed.code()).isZero();
        assertThat(typed.json()).isEmpty();
        assertThat(nothing).doesNotExist();
        assertThat(Typed.command("runs", "show", "latest", "--runs-dir", nothing.toString())
                        .code())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runs --limit 0                    | --limit must be from 1
            runs --where modle=lenet5         | there is no field 'modle'; did you mean model
            runs --where training.bacth=1     | did you mean training.batch
            runs --sort accuracy              | --sort must name a field, got 'accuracy'
            runs show vgg                     | no run has an id that begins with 'vgg'
            runs show quick                   | write more of it
            runs rm quickstart --yes          | whose newest run is quickstart-
            runs export                       | --csv
            runs tag latest                   | TAG
            runs tag latest +a/b              | a tag must be
            runs --store mysql://h/d          | a store must be jdbc:postgresql
            runs lsit                         | lsit
            """)
    void badInputIsOneLineAndExitCodeTwo(String command, String message) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add("--runs-dir");
        words.add(runs.toString());
        Typed typed = Typed.command(words.toArray(String[]::new));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err().strip().lines()).as(typed.err()).hasSize(1);
        assertThat(typed.err()).contains(message);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (String command : new String[] {"show", "tag", "export", "rm", "rebuild"}) {
            assertThat(Typed.command("runs", command, "--help").out()).contains("bestiary runs " + command, "Example");
        }
        assertThat(Typed.command("runs", "--help").out()).contains("testAccuracy>90", "rebuild");
    }
}
