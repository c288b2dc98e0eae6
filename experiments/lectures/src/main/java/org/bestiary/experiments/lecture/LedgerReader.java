package org.bestiary.experiments.lecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bestiary.experiments.config.DocumentKind;
import org.bestiary.experiments.config.SchemaRules;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.config.SpecLocation;
import org.bestiary.experiments.config.YamlTree;
import org.bestiary.experiments.lecture.Statement.Budget;
import org.bestiary.experiments.lecture.Statement.Drawing;
import org.bestiary.experiments.lecture.Statement.Experiments;
import org.bestiary.experiments.lecture.Statement.Measure;
import org.bestiary.experiments.lecture.arith.Chain;
import org.bestiary.experiments.lecture.check.Checks;
import org.bestiary.experiments.lecture.expression.Expressions;

/** From YAML to a {@link Lecture}, with every mistake reported by file, line and rule. */
public final class LedgerReader {
    private static final List<String> SHIPPED =
            List.of("siemens-2018", "cs109b-2020", "cnn-2", "keras-lecture", "d2l-notes");
    private static final JsonNode SCHEMA = SchemaRules.load(LedgerReader.class, "ledger.schema.json");
    private static final SchemaRules RULES = new SchemaRules(DocumentKind.LEDGER, SCHEMA, SCHEMA, SCHEMA);
    private static final double USUAL_TOLERANCE = 0.01;

    private final SpecLocation place;
    private final ObjectNode root;
    private final Map<String, String> seen = new HashMap<>();

    private LedgerReader(SpecLocation place, ObjectNode root) {
        this.place = place;
        this.root = root;
    }

    /** The ledgers that ship with the program. */
    public static List<Lecture> shipped() {
        return SHIPPED.stream()
                .map(id -> parse(resource(id + ".yaml"), id + ".yaml"))
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = LedgerReader.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a ledger of the user's.
     *
     * @param file a YAML file of at most 1 MiB
     * @throws SpecException if it cannot be read or breaks a rule
     */
    public static Lecture read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SpecException(
                    "a ledger must be a file, but " + (Files.exists(file) ? "got " + file : "there is no " + file));
        }
        return parse(YamlTree.text(file, DocumentKind.LEDGER), file.toString());
    }

    /**
     * Reads a text.
     *
     * @param yaml the ledger
     * @param origin what to call it in messages
     * @throws SpecException if it breaks a rule
     */
    public static Lecture parse(String yaml, String origin) {
        YamlTree tree = YamlTree.parse(yaml, origin, DocumentKind.LEDGER);
        SpecLocation place = SpecLocation.of(origin, tree);
        place.refuse(RULES.check(tree.root()));
        return new LedgerReader(place, tree.root()).lecture();
    }

    private Lecture lecture() {
        String id = root.get("lecture").asText();
        String heading = root.path("heading").asText("");
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < root.get("statements").size(); i++) {
            statements.add(statement(id, root.get("statements").get(i), "statements[" + i + "]"));
        }
        return new Lecture(id, heading.isBlank() ? id : heading, statements);
    }

    private Statement statement(String lecture, JsonNode row, String path) {
        String id = row.get("id").asText();
        String line = place.of(path);
        String earlier = seen.put(id, line);
        if (earlier != null) {
            throw mistake(
                    path + ".id", "a statement must have a name of its own, but '" + id + "' is also at " + earlier);
        }
        StatementKind kind =
                StatementKind.valueOf(row.path("kind").asText("analytic").toUpperCase(Locale.ROOT));
        Compare compare = Compare.of(row.path("compare").asText("equal"));
        double tolerance = row.path("tolerance").asDouble(compare == Compare.ABOUT ? USUAL_TOLERANCE : 0);
        Statement statement = new Statement(
                id,
                lecture,
                row.path("topic").asText("Statements"),
                row.get("statement").asText(),
                kind,
                row.has("stated") ? Optional.of(value(row.get("stated"), path + ".stated")) : Optional.empty(),
                row.path("statedText").asText(""),
                units(row.path("unit")),
                measure(row, path),
                compare,
                tolerance,
                row.path("explanation").asText("").strip(),
                budgets(row, tolerance),
                row.path("rule").asText("").strip(),
                row.path("reason").asText(""),
                drawing(row.path("drawing"), path + ".drawing"),
                line);
        check(statement, row, path);
        return statement;
    }

    private void check(Statement s, JsonNode row, String path) {
        boolean measured = !(s.measure() instanceof Measure.None);
        if (measured && s.stated().isEmpty()) {
            throw mistake(path, "a statement that is measured must have an entry 'stated'");
        }
        if ((s.compare() == Compare.WITHIN || s.compare() == Compare.ZERO) && !row.has("tolerance")) {
            throw mistake(path + ".compare", "a comparison '" + s.compare().id() + "' must have an entry 'tolerance'");
        }
        for (String entry : List.of("", ".runs.quick", ".runs.full")) {
            if (!s.compare().tolerant()
                    && row.at(entry.replace('.', '/') + "/tolerance").isNumber()) {
                throw mistake(
                        path + entry + ".tolerance",
                        "a comparison '" + s.compare().id()
                                + "' takes no tolerance, but got one; compare by 'about', 'within' or 'zero'");
            }
        }
        s.stated().ifPresent(stated -> checkStated(s, Figure.flat(stated), path));
        switch (s.kind()) {
            case ANALYTIC -> {
                if (!measured) {
                    throw mistake(path, "an analytic statement must have an entry 'measured' or 'check'");
                }
                if (row.has("runs")) {
                    throw mistake(
                            path + ".runs", "an analytic statement has no runs, but got some; set kind: training");
                }
            }
            case TRAINING -> {
                if (s.reason().isEmpty()
                        && (s.budgets().isEmpty() || !measured || s.rule().isEmpty())) {
                    throw mistake(
                            path,
                            "a training statement must have entries 'runs', 'measured' and 'rule', or a 'reason' why it"
                                    + " cannot be run");
                }
                if (s.measure() instanceof Measure.Named) {
                    throw mistake(
                            path + ".check",
                            "a training statement must be measured by an expression over its runs, but got a check;"
                                    + " give 'measured'");
                }
            }
            case CITED -> {
                if (measured || row.has("runs")) {
                    throw mistake(path, "a cited statement is not measured, but got a measurement; set another kind");
                }
            }
        }
        at(path + ".explanation", () -> Expressions.checkBlanks(s.explanation()));
    }

    private void checkStated(Statement s, List<Object> stated, String path) {
        if (stated.isEmpty()) {
            throw mistake(path + ".stated", "a stated list must have at least one value, but got none");
        }
        if (s.units().size() > 1 && s.units().size() != stated.size()) {
            throw mistake(
                    path + ".unit",
                    "there must be one unit, or one for each stated value, but got "
                            + s.units().size() + " for " + stated.size());
        }
        if (s.compare() == Compare.EQUAL) {
            return;
        }
        if (stated.stream().noneMatch(Number.class::isInstance)) {
            throw mistake(
                    path + ".compare",
                    "only numbers are compared by '" + s.compare().id() + "', but 'stated' is "
                            + Figure.text(s.stated().orElseThrow()) + "; leave 'compare' out");
        }
        for (Object value : stated) {
            if (!(value instanceof Number n)) {
                continue; // a text beside numbers must be equal
            }
            boolean zero = n.doubleValue() == 0;
            if (s.compare() == Compare.ZERO && !zero) {
                throw mistake(path + ".stated", "what is compared by 'zero' must be stated as 0, but got " + value);
            }
            if (s.compare() == Compare.ABOUT && zero) {
                throw mistake(
                        path + ".compare", "nothing is about 0; compare by 'zero' or 'within', with a 'tolerance'");
            }
        }
    }

    private Measure measure(JsonNode row, String path) {
        if (row.has("measured") && row.has("check")) {
            throw mistake(path + ".check", "a statement must have 'measured' or 'check', but got both");
        }
        if (row.has("measured")) {
            String text = row.get("measured").asText().strip();
            at(path + ".measured", () -> Expressions.check(text));
            return new Measure.Expression(text);
        }
        if (row.has("check")) {
            String name = row.get("check").asText();
            at(path + ".check", () -> Checks.find(name));
            return new Measure.Named(name);
        }
        return new Measure.None();
    }

    private Optional<Drawing> drawing(JsonNode node, String path) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (node.size() != 1) {
            throw mistake(path, "a drawing must be one of receptiveField, cost and routing, but got " + node.size());
        }
        if (node.has("receptiveField")) {
            String chain = node.get("receptiveField").asText();
            at(path, () -> Chain.probe(chain));
            return Optional.of(new Drawing.Field(chain));
        }
        List<String> chains = new ArrayList<>();
        node.path("cost").forEach(c -> chains.add(c.asText()));
        chains.forEach(c -> at(path, () -> Chain.probe(c)));
        return Optional.of(chains.isEmpty() ? new Drawing.Routing() : new Drawing.Cost(chains));
    }

    private static Map<Budget, Experiments> budgets(JsonNode row, double tolerance) {
        Map<Budget, Experiments> budgets = new EnumMap<>(Budget.class);
        for (Budget b : Budget.values()) {
            JsonNode node = row.path("runs").path(b.name().toLowerCase(Locale.ROOT));
            if (node.isObject()) {
                List<String> specs = new ArrayList<>();
                node.get("specs").forEach(s -> specs.add(s.asText()));
                budgets.put(
                        b,
                        new Experiments(
                                specs,
                                node.path("note").asText(""),
                                node.path("tolerance").asDouble(tolerance)));
            }
        }
        return budgets;
    }

    private static List<String> units(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        List<String> units = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(n -> units.add(n.asText()));
        } else {
            units.add(node.asText());
        }
        return units;
    }

    private Object value(JsonNode node, String path) {
        if (node.isArray()) {
            List<Object> values = new ArrayList<>();
            node.forEach(n -> values.add(value(n, path)));
            return List.copyOf(values);
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : (Object) node.doubleValue();
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isTextual() || node.isBoolean()) {
            return node.isBoolean() ? (Object) node.booleanValue() : (Object) node.asText();
        }
        throw mistake(path, "a stated value must be a number, a text or a list of them, but got " + node);
    }

    private void at(String path, Runnable step) {
        try {
            step.run();
        } catch (SpecException e) {
            throw mistake(path, e.getMessage());
        }
    }

    private SpecException mistake(String path, String message) {
        return new SpecException(place.of(path) + ": " + message);
    }
}
