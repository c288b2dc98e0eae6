package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bestiary.experiments.config.SpecLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several hundred inputs that are wrong, made by rule. Each gets exit code 2 and one line that can be read (of a spec one for each mistake), nothing on
 * standard output, and leaves nothing behind: no run directory, no store, no file.
 */
class BadInputsTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final int LONGEST_LINE = 2_200;

    private static final List<String> NO_NAMES = List.of(
            "",
            " ",
            "../..",
            "no/such/thing",
            "a\u0000b",
            "\u001b[2J\u001b]0;title\u0007",
            "%s%n%d",
            "${jndi:ldap://x}",
            "k\u00e4se-\ud83e\uddc0",
            "\u202egnp.tac",
            "x".repeat(200_000),
            "many words ".repeat(5_000));

    /** Commands with a gap for a name; whatever fills it, there is nothing of that name. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("describe", "?"),
            List.of("describe", "--spec", "?"),
            List.of("datasets", "preview", "?", "-o", "preview.png"),
            List.of("datasets", "fetch", "?"),
            List.of("arith", "?"),
            List.of("bench", "--model", "?"),
            List.of("run", "?"),
            List.of("run", "--resume", "?"),
            List.of("run", "quickstart", "--set", "?=1"),
            List.of("run", "quickstart", "--set", "data.id=no-?"),
            List.of("runs", "show", "?"),
            List.of("runs", "--where", "?"),
            List.of("predict", "--run", "?", "--input", "x.png"),
            List.of("evaluate", "--run", "?"),
            List.of("export", "--run", "?", "-o", "out.zip"),
            List.of("explain", "--run", "?", "x.png"),
            List.of("report", "?"),
            List.of("compare", "?", "?"),
            List.of("sweep", "?"),
            List.of("sweep", "--resume", "?"),
            List.of("sweep", "lenet5-strokes-sweep", "--set", "search.method=no-?"),
            List.of("reproduce", "?"));

    private static final List<String> NO_VALUES = List.of(
            "{nosuch: 1}",
            "[[[]]]",
            "\"\\e[31mred\"",
            "'" + "long ".repeat(20_000) + "'",
            "-1e309",
            "&a [*a]",
            "!!java.io.File /");

    @TempDir
    private Path folder;

    private final List<String> wrong = new ArrayList<>();
    private int tried;

    @Test
    void eachIsOneLineAndLeavesNothing() throws IOException {
        Path input = Files.createDirectory(folder.resolve("input"));
        Path work = Files.createDirectory(folder.resolve("work"));
        for (List<String> command : COMMANDS) {
            for (String name : NO_NAMES) {
                attempt(work, command.stream().map(a -> a.replace("?", name)).toList());
            }
        }
        for (String text : specs()) {
            Path spec = Files.writeString(input.resolve("spec-" + tried + ".yaml"), text);
            attempt(work, List.of(text.contains("search:") ? "sweep" : "run", spec.toString()));
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThanOrEqualTo(300);
    }

    /** Specs with one entry that is wrong, and texts that are no YAML. */
    private static List<String> specs() throws IOException {
        List<String> specs = new ArrayList<>();
        List<String> right = List.of(
                SpecLibrary.text("example"),
                SpecLibrary.openSweep("lenet5-strokes-sweep", Map.of()).text());
        for (String text : right) {
            ObjectNode tree = (ObjectNode) YAML.readTree(text);
            JsonNode searched = tree.at("/search/space");
            for (String pointer : leaves("", tree)) {
                if (searched.has(pointer.substring(1).replace('/', '.'))) {
                    continue; // what a trial puts there takes its place
                }
                for (String value : NO_VALUES.subList(0, 1 + specs.size() % 2)) {
                    specs.add(changed(tree, pointer, YAML.readTree(value)));
                }
            }
            List<String> lines = text.lines().toList();
            for (int at = 3; at < lines.size(); at += 7) {
                List<String> broken = new ArrayList<>(lines);
                broken.add(at, NO_VALUES.get(at % NO_VALUES.size()) + ": : [");
                specs.add(String.join("\n", broken));
            }
        }
        for (String value : NO_VALUES) {
            specs.add(value);
            specs.add("name: x\nmodel: " + value + "\ndata: {id: strokes}\ntraining: {epochs: 1}\n");
        }
        specs.add("\u0000\u0001\u0002");
        specs.add("a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c]\n");
        specs.add("[".repeat(100_000));
        specs.add("{a: ".repeat(5_000));
        specs.add("x".repeat(2 << 20));
        return specs;
    }

    private static List<String> leaves(String pointer, JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> all = new ArrayList<>();
            object.properties()
                    .forEach(e -> all.addAll(
                            leaves(pointer + "/" + e.getKey().replace("~", "~0").replace("/", "~1"), e.getValue())));
            return all;
        }
        // Lists of values are wrong as a whole.
        return List.of(pointer);
    }

    private static String changed(ObjectNode tree, String pointer, JsonNode value) throws IOException {
        ObjectNode copy = tree.deepCopy();
        int last = pointer.lastIndexOf('/');
        JsonNode parent = copy.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
        return YAML.writeValueAsString(copy);
    }

    private static boolean takesSpec(List<String> command) {
        return command.get(0).equals("run") || command.get(0).equals("sweep") || command.contains("--spec");
    }

    private void attempt(Path work, List<String> command) throws IOException {
        tried++;
        List<String> whole = new ArrayList<>(command);
        if (List.of(
                        "run",
                        "runs",
                        "predict",
                        "evaluate",
                        "export",
                        "explain",
                        "report",
                        "compare",
                        "sweep",
                        "reproduce")
                .contains(command.get(0))) {
            whole.addAll(List.of("--runs-dir", work.resolve("runs").toString()));
        }
        for (int i = 1; i < whole.size(); i++) {
            if (whole.get(i - 1).equals("-o")) {
                whole.set(i, work.resolve(whole.get(i)).toString());
            }
        }
        Typed typed = Typed.command(whole.toArray(String[]::new));
        String said = typed.err();
        String named = String.join(" ", command);
        String what = (named.length() > 120 ? named.substring(0, 120) + "..." : named) + " -> " + typed.code() + " "
                + (said.length() > 400 ? said.substring(0, 400) + "..." : said);
        List<String> lines = said.lines().toList();
        // Of a spec each mistake has a line of its own, and none comes twice.
        boolean aLineEach = said.endsWith("\n")
                && lines.stream().allMatch(line -> line.startsWith("bestiary: ") && line.length() <= LONGEST_LINE)
                && (lines.size() == 1 || takesSpec(command) && Set.copyOf(lines).size() == lines.size());
        boolean readable =
                lines.stream().flatMapToInt(String::chars).noneMatch(c -> Character.isISOControl(c) || c == 0x202e)
                        && !said.contains("unexpected ")
                        && !said.contains("Exception");
        if (typed.code() != 2 || !typed.out().isEmpty() || !aLineEach || !readable) {
            wrong.add(what);
        }
        try (Stream<Path> left = Files.walk(work)) {
            List<Path> files = left.filter(f -> !f.equals(work)).toList();
            if (!files.isEmpty()) {
                wrong.add("left " + files + " by " + what);
                files.stream()
                        .sorted(Comparator.reverseOrder())
                        .forEach(f -> f.toFile().delete());
            }
        }
    }
}
