package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reproduce} and {@code arith} as a user types them. */
class ReproduceCommandTest {
    private static final String SPEC = """
            name: tiny
            models:
              - {id: lenet5, name: with-relu, options: {activation: relu, pooling: max}}
              - {id: lenet5, name: with-tanh}
            data: {id: strokes, limit: 256, validation: 0.25}
            training: {epochs: 2, batch: 32, optimizer: {type: adam, learningRate: 0.002}}
            seeds: [1, 2]
            """;

    @TempDir
    private Path folder;

    @Test
    void jsonHasTheFieldsThatOthersRelyOn() {
        Typed typed = Typed.command("reproduce", "vgg19-[pd]*", "alexnet-neurons", "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonNode claims = typed.json().get("claims");
        assertThat(claims.findValuesAsText("id"))
                .containsExactly("vgg19-parameters", "vgg19-dense-share", "alexnet-neurons");
        assertThat(claims.get(0).get("statement").asText()).contains("143,667,240");
        assertThat(claims.get(0).get("stated").asLong()).isEqualTo(143_667_240);
        assertThat(claims.get(0).get("measured").asLong()).isEqualTo(143_667_240);
        assertThat(claims.get(0).get("verdict").asText()).isEqualTo("reproduced");
        assertThat(claims.get(2).get("verdict").asText()).isEqualTo("differs");
        assertThat(claims.get(2).get("measured").get(0).asLong()).isEqualTo(290_400);
        assertThat(typed.json().get("summary").get("differs").asInt()).isEqualTo(1);
    }

    @Test
    void whatCannotRunIsExitCodeOneAndALine() throws IOException {
        Path ledger = Files.writeString(folder.resolve("mine.yaml"), """
                lecture: mine
                statements:
                  - {id: right, statement: s, stated: 5, measured: "arith('1x9x9 conv:1,3 conv:1,3').receptiveField"}
                  - {id: wrong, statement: s, stated: 6, measured: "arith('1x9x9 conv:1,3 conv:1,3').receptiveField"}
                """);
        Typed fine = Typed.command("reproduce", "--ledger", ledger.toString());
        assertThat(fine.code()).as("a difference is a result").isZero();
        assertThat(fine.out()).contains("= reproduced", "≠ differs", "5 in place of 6", "1 reproduced, 1 differs");
        Path broken = Files.writeString(
                folder.resolve("broken.yaml"),
                "lecture: b\nstatements:\n  - {id: lost, statement: s, stated: 5, measured: \"model('x').depth\"}\n");
        Typed typed = Typed.command("reproduce", "--ledger", ledger.toString(), "--ledger", broken.toString());
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("bestiary: " + broken + ":3: lost could not run: no network is called 'x'");
    }

    @Test
    void unknownNamesAreExitCodeTwo() {
        for (String[] bad : new String[][] {
            {"reproduce", "vgg19-parameter"},
            {"reproduce", "x*y"},
            {"reproduce", "--lecture", "keras"},
            {"reproduce", "rf-*", "--kind", "training"},
            {"reproduce", "--kind", "guess"},
            {"reproduce", "--budget", "tiny"},
            {"reproduce", "--ledger", "no-such.yaml"},
            {"arith", "3x8x8", "cnv:3"},
            {"arith"},
        }) {
            Typed typed = Typed.command(bad);
            assertThat(typed.code()).as(String.join(" ", bad)).isEqualTo(2);
            assertThat(typed.err().strip().lines()).hasSize(1);
        }
        assertThat(Typed.command("reproduce", "vgg19-parameter").err())
                .contains("no statement is called 'vgg19-parameter'; did you mean vgg19-parameters");
    }

    @Test
    void trainingStatementsAreDecidedByFinishedRuns() throws IOException {
        Path spec = Files.writeString(folder.resolve("tiny.yaml"), SPEC);
        Path ledger = Files.writeString(folder.resolve("mine.yaml"), """
                lecture: mine
                statements:
                  - id: learns
                    kind: training
                    statement: ReLU learns something.
                    stated: 12
                    compare: above
                    unit: "%% test accuracy"
                    measured: mean(runs.named('with-relu').testAccuracy)
                    explanation: The others have ${mean(runs.named('with-tanh').testAccuracy)}; ${runs.count} runs.
                    rule: The whole interval is above 12.
                    runs: {quick: {specs: [%s], note: tiny}}
                """.formatted(spec));
        String runs = folder.resolve("runs").toString();
        String[] ask = {"reproduce", "--ledger", ledger.toString(), "--runs-dir", runs, "--json"};
        JsonNode before = Typed.command(ask).json().get("claims").get(0);
        assertThat(before.get("verdict").asText()).isEqualTo("not run");
        assertThat(before.get("remark").asText()).isEqualTo("run it with --run, or: ./bestiary run " + spec);

        Typed trained =
                Typed.command("reproduce", "--ledger", ledger.toString(), "--runs-dir", runs, "--run", "--json");
        assertThat(trained.code()).as(trained.err()).isZero();
        JsonNode decided = trained.json().get("claims").get(0);
        assertThat(decided.get("runs")).hasSize(4);
        assertThat(decided.get("measured").get("runs").asInt()).isEqualTo(2);
        assertThat(decided.get("verdict").asText()).isIn("reproduced", "not reproduced");
        assertThat(decided.get("explanation").asText()).endsWith("; 4 runs.");
        assertThat(decided.get("remark").asText()).isEqualTo("quick budget (tiny)");

        Path page = folder.resolve("ledger.html");
        Typed again = Typed.command(
                "reproduce", "--ledger", ledger.toString(), "--runs-dir", runs, "--html", page.toString());
        assertThat(again.out()).contains(decided.get("verdict").asText());
        assertThat(Files.readString(page)).contains("./runs/tiny-with-relu-", "report.html");

        List<String> begun = entries(runs);
        String last = begun.stream()
                .filter(n -> n.startsWith("tiny-with-tanh-") && n.endsWith("-s2"))
                .findFirst()
                .orElseThrow();
        remove(folder.resolve("runs").resolve(last));
        Typed rest = Typed.command("reproduce", "--ledger", ledger.toString(), "--runs-dir", runs, "--run", "--json");
        assertThat(rest.json().get("claims").get(0).get("measured"))
                .as("repeated bit for bit")
                .isEqualTo(decided.get("measured"));
        assertThat(entries(runs)).as("only what is left was run").isEqualTo(begun);

        Files.delete(folder.resolve("runs").resolve(last).resolve("run.json"));
        Typed anew = Typed.command("reproduce", "--ledger", ledger.toString(), "--runs-dir", runs, "--run", "--json");
        assertThat(anew.json().get("claims").get(0).get("measured"))
                .as("what cannot be gone on with is begun again")
                .isEqualTo(decided.get("measured"));
        last = entries(runs).stream()
                .filter(n -> n.startsWith("tiny-with-tanh-") && n.endsWith("-s2"))
                .reduce((a, b) -> b)
                .orElseThrow();

        Path record = folder.resolve("runs").resolve(last).resolve("run.json");
        String kept = Files.readString(record);
        Files.writeString(record, kept.replaceFirst("(\"sha256\" ?: ?\")[0-9a-f]{8}", "$100000000"));
        Typed mixed = Typed.command("reproduce", "--ledger", ledger.toString(), "--runs-dir", runs);
        assertThat(mixed.code()).isEqualTo(1);
        assertThat(mixed.err()).contains("runs must have seen the same images to be compared, but those of Strokes");
        Files.writeString(record, kept);

        networksAreTestedAgain(spec, runs);

        Files.writeString(spec, SPEC.replace("epochs: 2", "epochs: 3"));
        assertThat(Typed.command(ask).json().get("claims").get(0).get("verdict").asText())
                .as("another experiment")
                .isEqualTo("not run");
    }

    /** Some values need the networks once more, with the images that they were tested on. */
    private void networksAreTestedAgain(Path spec, String runs) throws IOException {
        Path ledger = Files.writeString(folder.resolve("again.yaml"), """
                lecture: again
                statements:
                  - id: again
                    kind: training
                    statement: Shifted digits are harder, and salient pixels matter.
                    stated: [0, 0]
                    compare: above
                    measured: "[mean(runs.lostWhenShifted), mean(runs.lostToSalientPattern)]"
                    rule: The whole intervals are above 0.
                    runs: {quick: {specs: [%s], note: tiny}}
                """.formatted(spec));
        Typed typed = Typed.command("reproduce", "--ledger", ledger.toString(), "--runs-dir", runs, "--json");
        assertThat(typed.code()).as(typed.err()).isZero();
        JsonNode measured = typed.json().get("claims").get(0).get("measured");
        assertThat(measured.get(0).get("mean").asDouble()).isBetween(1.0, 90.0);
        assertThat(Math.abs(measured.get(1).get("mean").asDouble())).isBetween(1e-6, 100.0);

        for (String run : entries(runs)) {
            Path record = Path.of(runs, run, "run.json");
            if (Files.exists(record)) {
                Files.copy(record, record.resolveSibling("kept.json"));
                Files.writeString(
                        record, Files.readString(record).replaceFirst("(\"sha256\" ?: ?\")[0-9a-f]{8}", "$100000000"));
            }
        }
        assertThat(Typed.command("reproduce", "--ledger", ledger.toString(), "--runs-dir", runs)
                        .err())
                .contains("tested again on the images of its run, but those of Strokes");
        for (String run : entries(runs)) {
            Path kept = Path.of(runs, run, "kept.json");
            if (Files.exists(kept)) {
                Files.move(kept, kept.resolveSibling("run.json"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<String> entries(String directory) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void listsAndWritesMarkdown() throws IOException {
        assertThat(Typed.command("reproduce", "--list", "--json").json()).hasSize(85);
        assertThat(Typed.command("reproduce", "--list", "--kind", "cited").out())
                .contains("zfnet-top5", "11.2");
        Path file = folder.resolve("l.md");
        Typed.command("reproduce", "vgg16-522mb", "--markdown", file.toString());
        assertThat(Files.readString(file))
                .startsWith("1 statement: 1 differs.")
                .contains("| 522 MB | 553.43 MB | ≠ differs: ");
    }

    @Test
    void arithPrintsTableAndFormulas() {
        Typed typed = Typed.command("arith", "3x32x32", "conv:16,3,same", "pool:2", "flatten", "dense:10");
        assertThat(typed.code()).isZero();
        assertThat(typed.out()).isEqualTo("""
                step            layer             output  parameters  multiply-adds  receptive field  jump
                input           input            3x32x32           0              0                1     1
                conv:16,3,same  conv 3x3 pad 1  16x32x32         448        442,368                3     1
                pool:2          max pool 2x2/2  16x16x16           0              0                4     2
                flatten         flatten             4096           0              0               34     2
                dense:10        dense                 10      40,970         40,960               34     2

                41,418 learnable parameters, 483,328 multiply-adds for one image of 3x32x32

                conv:16,3,same
                  output           (32 + 2*1 - 3)/1 + 1 = 32
                  parameters       (3*3*3 + 1)*16 = 448
                  multiply-adds    3*3*3*16*32*32 = 442,368
                  receptive field  1 + (3 - 1)*1 = 3
                  jump             1*1 = 1

                pool:2
                  output           (32 - 2)/2 + 1 = 16
                  receptive field  3 + (2 - 1)*1 = 4
                  jump             1*2 = 2

                flatten
                  output           16*16*16 = 4,096
                  receptive field  4 + (16 - 1)*2 = 34

                dense:10
                  parameters       (4096 + 1)*10 = 40,970
                  multiply-adds    4096*10 = 40,960
                """);
        JsonNode json =
                Typed.command("arith", "3x12x12 separable:256,5", "--json").json();
        assertThat(json.get("multiplyAdds").asLong()).isEqualTo(53_952);
        assertThat(json.get("steps")).hasSize(3);
        assertThat(json.get("steps").get(1).get("formulas").get("parameters").asText())
                .isEqualTo("(1*5*5 + 1)*3 = 78");
    }
}
