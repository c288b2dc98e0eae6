package org.bestiary.reports.store;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition as SQL over the table {@code runs r}. Values are bound, never written into the text. Every part is true or
 * false, never NULL, so that {@code not} means what people mean.
 *
 * @param text the SQL
 * @param values what its question marks stand for
 */
record Sql(String text, List<Object> values) {
    Sql {
        values = List.copyOf(values);
    }

    static Sql of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().isEmpty() ? new Sql("1 = 1", List.of()) : join(all.parts(), " and ");
        }
        if (condition instanceof Condition.Any any) {
            return join(any.parts(), " or ");
        }
        if (condition instanceof Condition.Not not) {
            Sql part = of(not.part());
            return new Sql("not " + part.text, part.values);
        }
        if (condition instanceof Condition.Absence absence) {
            return absence(absence);
        }
        Condition.Comparison comparison = (Condition.Comparison) condition;
        return switch (comparison.field().kind()) {
            case TEXT, STATUS, NUMBER, TIME -> column(comparison);
            case TAG, SETTING, MEASURE -> elsewhere(comparison);
        };
    }

    private static Sql join(List<Condition> parts, String word) {
        List<Sql> all = parts.stream().map(Sql::of).toList();
        return new Sql(
                all.stream().map(Sql::text).collect(Collectors.joining(word, "(", ")")),
                all.stream().flatMap(s -> s.values.stream()).toList());
    }

    private static Sql absence(Condition.Absence absence) {
        RunField field = absence.field();
        String not = absence.absent() ? "" : "not ";
        return switch (field.kind()) {
            case TEXT, STATUS, NUMBER, TIME -> new Sql("(r." + field.source() + " is " + not + "null)", List.of());
            case TAG, SETTING, MEASURE -> {
                Sql row = row(field);
                yield new Sql((absence.absent() ? "not " : "") + "exists (" + row.text + ")", row.values);
            }
        };
    }

    /** {@code x <> 3} is NULL where x is; we want true. */
    private static Sql column(Condition.Comparison c) {
        String column = "r." + c.field().source();
        if (c.operator() == Operator.UNEQUAL) {
            Sql equal = compared(column, Operator.EQUAL, c.value());
            return new Sql("(" + column + " is null or not " + equal.text + ")", equal.values);
        }
        Sql compared = compared(column, c.operator(), c.value());
        return new Sql("(" + column + " is not null and " + compared.text + ")", compared.values);
    }

    /** Fields of which a run has several, or which are in tables of their own. */
    private static Sql elsewhere(Condition.Comparison c) {
        boolean unequal = c.operator() == Operator.UNEQUAL;
        Sql row = row(c.field());
        String column = switch (c.field().kind()) {
            case TAG -> "x.name";
            case MEASURE -> "x.measured";
            default -> c.value() instanceof Double ? "x.as_number" : "x.as_text";
        };
        Sql compared = compared(column, unequal ? Operator.EQUAL : c.operator(), c.value());
        List<Object> values = new ArrayList<>(row.values);
        values.addAll(compared.values);
        return new Sql(
                (unequal ? "not " : "") + "exists (" + row.text + " and " + column + " is not null and " + compared.text
                        + ")",
                values);
    }

    private static Sql row(RunField field) {
        return switch (field.kind()) {
            case TAG -> new Sql("select 1 from tags x where x.run_key = r.run_key", List.of());
            case MEASURE ->
                new Sql(
                        "select 1 from test_metrics x where x.run_key = r.run_key and x.name = ?",
                        List.of(field.source()));
            default ->
                new Sql("select 1 from settings x where x.run_key = r.run_key and x.path = ?", List.of(field.source()));
        };
    }

    private static Sql compared(String column, Operator operator, Object value) {
        if (operator == Operator.LIKE) {
            return new Sql("lower(" + column + ") like lower(?) escape '!'", List.of(pattern((String) value)));
        }
        if (!(value instanceof Condition.Interval time)) {
            return new Sql(column + " " + operator.symbol() + " ?", List.of(value));
        }
        return switch (operator) {
            case LESS -> new Sql(column + " < ?", List.of(time.from()));
            case AT_MOST -> new Sql(column + " < ?", List.of(time.to()));
            case GREATER -> new Sql(column + " >= ?", List.of(time.to()));
            case AT_LEAST -> new Sql(column + " >= ?", List.of(time.from()));
            default -> new Sql("(" + column + " >= ? and " + column + " < ?)", List.of(time.from(), time.to()));
        };
    }

    /** A pattern of {@code *} and {@code ?} as one of SQL. */
    private static String pattern(String glob) {
        return glob.replaceAll("([!%_])", "!$1").replace('*', '%').replace('?', '_');
    }

    /** What to sort by, smallest first; a run without it comes last either way. */
    static Sql order(RunField field, boolean descending) {
        String direction = descending ? " desc nulls last" : " asc nulls last";
        return switch (field.kind()) {
            case MEASURE ->
                new Sql(
                        "(select x.measured from test_metrics x where x.run_key = r.run_key and x.name = ?)"
                                + direction,
                        List.of(field.source()));
            case SETTING ->
                new Sql(
                        "(select x.as_number from settings x where x.run_key = r.run_key and x.path = ?)" + direction
                                + ", (select x.as_text from settings x where x.run_key = r.run_key and x.path = ?)"
                                + direction,
                        List.of(field.source(), field.source()));
            default -> new Sql("r." + field.source() + direction, List.of());
        };
    }
}
