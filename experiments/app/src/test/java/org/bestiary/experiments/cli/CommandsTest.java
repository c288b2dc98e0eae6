package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands as a user types them: exit code, stdout, stderr. */
class CommandsTest {
    @TempDir
    private Path folder;

    @Test
    void modelsHasTheFieldsThatOthersRelyOn() {
        Typed typed = Typed.command("models", "lenet*", "--json");
        assertThat(typed.code()).isZero();
        JsonNode lenet = typed.json().get(0);
        assertThat(lenet.get("id").asText()).isEqualTo("lenet5");
        assertThat(lenet.get("input").asText()).isEqualTo("1x28x28");
        assertThat(lenet.get("classes").asInt()).isEqualTo(10);
        assertThat(lenet.get("learnableParameters").asLong()).isEqualTo(61_706);
        assertThat(lenet.get("totalParameters").asLong()).isEqualTo(61_706);
        assertThat(lenet.get("multiplyAdds").asLong()).isEqualTo(416_520);
        assertThat(lenet.get("denseParameters").asLong()).isEqualTo(48_120 + 10_164 + 850);
        assertThat(lenet.get("paper").asText()).contains("LeCun").contains("1998");
        assertThat(Typed.command("models", "lenet*").out()).contains("61,706", "416,520", "95.8%");
    }

    @Test
    void everyMistakeOfASpecIsPrinted() {
        Typed typed = Typed.command(
                "run",
                "quickstart",
                "--set",
                "training.batch=0",
                "--set",
                "training.epochs=-1",
                "--set",
                "data.ident=x");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("bestiary: --set "))
                .anyMatch(line -> line.contains("training.batch=0"))
                .anyMatch(line -> line.contains("training.epochs=-1"));
        assertThat(typed.err().lines().findFirst().orElseThrow()).contains("data.ident");
        Typed rules =
                Typed.command("run", "quickstart", "--set", "training.plateau={}", "--set", "training.epochs=null");
        assertThat(rules.code()).isEqualTo(2);
        assertThat(rules.err().lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("training.plateau goes with the constant schedule"),
                        second -> assertThat(second).contains("training must have an entry 'epochs'"));
    }

    @Test
    void experimentsListsWhatShips() {
        Typed typed = Typed.command("experiments");
        assertThat(typed.code()).isZero();
        assertThat(typed.out()).contains("quickstart", "LeNet-5 on MNIST").doesNotContain("lecture/");
        assertThat(typed.err()).contains("--all", "lenet5-strokes-sweep");
        JsonNode all = Typed.command("experiments", "--all", "--json").json();
        assertThat(all.findValuesAsText("experiment")).isEqualTo(SpecLibrary.names());
        for (JsonNode row : all) {
            if (row.get("experiment").asText().equals("lenet5-mnist")) {
                assertThat(row.get("networks")).hasToString("[\"lenet5\"]");
                assertThat(row.get("data").asText()).isEqualTo("mnist");
                assertThat(row.get("runs").asInt()).isEqualTo(3);
            }
        }
    }

    @Test
    void aloneItPrintsItsHelp() {
        Typed typed = Typed.command();
        assertThat(typed.code()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).isEqualTo(Typed.command("--help").out()).contains("Start with:");
    }

    @Test
    void modelsFindsByTheBeginningOfAnId() {
        String resnets = Typed.command("models", "resnet", "--csv").out();
        assertThat(resnets)
                .contains("resnet18", "resnet50")
                .isEqualTo(Typed.command("models", "resnet*", "--csv").out());
        assertThat(Typed.command("models", "resnet18", "--csv").out().lines()).hasSize(2);
        assertThat(Typed.command("models", "net", "--csv").err()).contains("no network matches 'net'");
    }

    @Test
    void modelsFoldsFamiliesUntilSomeAreWanted() {
        String families = Typed.command("models").out();
        assertThat(families)
                .contains("VGG", "132.9 to 143.7 M", "'models --all'")
                .doesNotContain("vgg13");
        assertThat(Typed.command("models", "--all").out().lines())
                .hasSize(1 + Zoo.ids().size());
        assertThat(Typed.command("models", "--json").json()).hasSize(Zoo.ids().size());
        assertThat(Typed.command("models", "--sort", "depth").out()).contains("vgg13");
    }

    @Test
    void describeFollowsInputClassesAndOptions() {
        JsonNode document = Typed.command(
                        "describe",
                        "lenet5",
                        "--input",
                        "3x32x32",
                        "--classes",
                        "4",
                        "--option",
                        "pooling=max",
                        "--json")
                .json();
        assertThat(document.get("input").asText()).isEqualTo("3x32x32");
        assertThat(document.get("classes").asInt()).isEqualTo(4);
        assertThat(document.get("receptiveField").asInt()).isEqualTo(16);
        JsonNode s2 = document.get("layers").get(3);
        assertThat(s2.get("name").asText()).isEqualTo("s2");
        assertThat(s2.get("type").asText()).isEqualTo("max pool 2x2/2");
        assertThat(s2.get("output").asText()).isEqualTo("6x16x16");
        assertThat(s2.get("receptiveField").asInt()).isEqualTo(6);
        assertThat(Typed.command("describe", "lenet5").out()).contains("LeCun", "Departures", "1x28x28");
    }

    @Test
    void describeSaysWhatIsFrozenAndWhatLearns() {
        JsonNode fineTuned = Typed.command("describe", "--spec", "cifar10-transfer-few", "--json")
                .json()
                .get("networks")
                .get(2);
        assertThat(fineTuned.get("from").asText()).isEqualTo("cifar10-eight");
        JsonNode head = fineTuned.get("phases").get(0);
        assertThat(head.get("learning").asInt()).isEqualTo(130);
        assertThat(head.get("layers").get(0).get("rateFactor").asDouble()).isZero();
        JsonNode all = fineTuned.get("phases").get(1);
        assertThat(all.get("learning").asInt()).isEqualTo(all.get("parameters").asInt());
        assertThat(all.get("layers").get(0).get("rateFactor").asDouble()).isEqualTo(1.0 / 81);
        assertThat(Typed.command("describe", "--spec", "cifar10-transfer-few").out())
                .contains("frozen", "learns x 0.333", "130 of 74,770 parameters learn");
        assertThat(Typed.command("describe", "--spec", "catsdogs-transfer").out())
                .contains("2,097,665 of 16,812,353 parameters learn");
    }

    @Test
    void datasetsSaysWhatIsHere() {
        JsonNode rows = Typed.command("datasets", "--json", "--data-dir", folder.toString())
                .json();
        assertThat(rows.get(0).get("id").asText()).isEqualTo("strokes");
        assertThat(rows.get(0).get("available").asBoolean()).isTrue();
        assertThat(rows.get(1).get("id").asText()).isEqualTo("mnist");
        assertThat(rows.get(1).get("available").asBoolean()).isFalse();
        assertThat(rows.get(1).get("path").asText()).startsWith(folder.toString());
        assertThat(rows.get(1).get("train").asInt()).isEqualTo(60_000);
        assertThat(rows.get(1).get("classes").asInt()).isEqualTo(10);
    }

    @Test
    void previewDrawsASheet() throws IOException {
        Path sheet = folder.resolve("sheet.png");
        assertThat(Typed.command("datasets", "preview", "strokes", "-o", sheet.toString())
                        .code())
                .isZero();
        assertThat(Files.readAllBytes(sheet)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void benchMeasuresBothDirectionsOnTheThreadsAskedFor() {
        Typed typed = Typed.command(
                "bench", "--model", "lenet5", "--batch", "8", "--threads", "1", "--seconds", "0.2", "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.json().get("threads").asInt()).isEqualTo(1);
        assertThat(typed.json().get("trainImagesPerSecond").asDouble()).isPositive();
        assertThat(typed.json().get("inferImagesPerSecond").asDouble()).isPositive();
    }

    @Test
    void benchOfDataMeasuresBatches() {
        Typed typed = Typed.command("datasets", "bench", "strokes", "--augment", "mnist", "--seconds", "0.2", "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.json().get("imagesPerSecond").asDouble()).isPositive();
    }

    @Test
    void doctorNamesEveryCheck() {
        Typed typed = Typed.command("doctor", "--json", "--data-dir", folder.toString());
        JsonNode checks = typed.json().get("checks");
        assertThat(checks.findValuesAsText("name"))
                .contains("java", "backend", "onednn", "cuda", "threads", "memory", "data", "runs", "store");
        checks.forEach(c -> assertThat(c.get("detail").asText()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    run nothing                                   | no experiment or file is called 'nothing'
                    run                                           | SPEC
                    run quickstart --set training.batch=0         | training.batch must be at least 1
                    run quickstart --set training.bacth=2         | training has no entry 'bacth'; did you mean batch?
                    run quickstart --set training                 | training
                    run quickstart --resume x                     | mutually exclusive
                    run --resume x --set training.batch=2         | start a new run instead
                    run quickstart --smoke --overfit-one-batch    | mutually exclusive
                    run --resume x --smoke                        | --smoke and --overfit-one-batch try a spec
                    run quickstart --rest                         | --rest goes with --resume
                    schema --example --json                       | the example is YAML and no JSON document
                    run --resume no-such-run                      | a run must be named by its id or the beginning of one
                    describe lenet55                              | no network is called 'lenet55'; did you mean lenet5?
                    describe lenet5 --classes 0                   | classes must be from 1 to 100,000, but got 0
                    describe lenet5 --input 28x28                 | a shape is written CxHxW
                    describe lenet5 --input 1x4x4                 | input must be at least 12x12 for lenet5, but got 4x4
                    datasets fetch mnits                          | mnist
                    models q*                                     | no network matches 'q*'
                    models [                                      | [
                    report no-such-run                            | a run must be named by its id or the beginning of one
                    bench --model lenet5 --threads 0              | --threads must be from 1
                    bench --model lenet5 --batch 0                | batch
                    datasets bench strokes --augment nothing      | There is no augmentation 'nothing'
                    models --sort size                            | --sort must name a column
                    modles                                        | did you mean
                    """)
    void badInputIsOneLineAndExitCodeTwo(String command, String message) {
        Typed typed = Typed.command(command.split(" +"));
        assertThat(typed.err().strip().lines()).hasSize(1);
        assertThat(typed.err()).startsWith("bestiary: ").contains(message);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.code()).isEqualTo(2);
    }

    @Test
    void theSchemaAndTheExampleArePrintedForEditors() throws IOException {
        assertThat(Typed.command("schema").json().path("$defs").has("training")).isTrue();
        Path file = folder.resolve("experiment.schema.json");
        assertThat(Typed.command("schema", "-o", file.toString()).out().strip()).isEqualTo(file.toString());
        assertThat(Files.readString(file)).isEqualTo(Typed.command("schema").out());
        Path example = folder.resolve("my.yaml");
        Files.writeString(example, Typed.command("schema", "--example").out());
        assertThat(SpecReader.read(example, Map.of()).spec().name()).isEqualTo("example");
    }

    @Test
    void aTrialSaysWhatCameOfIt() {
        String runs = folder.resolve("runs").toString();
        Typed smoke = Typed.command("run", "quickstart", "--smoke", "--runs-dir", runs);
        assertThat(smoke.code()).as(smoke.err()).isZero();
        assertThat(smoke.out()).contains("quickstart-smoke-", "smoke test: a few batches of everything, no result");
        Typed hopeless = Typed.command(
                "run",
                "quickstart",
                "--overfit-one-batch",
                "--runs-dir",
                runs,
                "--set",
                "training.batch=4",
                "--set",
                "training.optimizer.learningRate=1e-12");
        assertThat(hopeless.code()).isEqualTo(1);
        assertThat(hopeless.out()).contains("failed: not learnt by heart: one batch of 4 images");
    }

    @Test
    void missingDataNamesFilesFolderAndTheAlternative() {
        Typed typed = Typed.command(
                "run",
                "lenet5-mnist",
                "--data-dir",
                folder.toString(),
                "--runs-dir",
                folder.resolve("runs").toString());
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("train-images-idx3-ubyte.gz", folder.toString(), "strokes");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aRunsDirectoryThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("runs"), "mine");
        Typed typed = Typed.command("run", "quickstart", "--runs-dir", file.toString());
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("the runs directory must be a directory");
        assertThat(file).hasContent("mine");
    }

    @Test
    void theStackTraceIsForThoseWhoAsk() {
        assertThat(Typed.command("describe", "nothing").err()).doesNotContain("at org.bestiary");
        assertThat(Typed.command("describe", "nothing", "--debug").err()).contains("at org.bestiary");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (String command : new String[] {"run", "schema", "models", "describe", "datasets", "report", "doctor"}) {
            Typed typed = Typed.command(command, "--help");
            assertThat(typed.code()).isZero();
            assertThat(typed.out()).contains("bestiary " + command, "Example");
        }
    }
}
