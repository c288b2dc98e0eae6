package org.bestiary.reports.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bestiary.reports.run.RunStatus;

/**
 * Conditions as people write them, {@code model=resnet20 and testAccuracy>90}:
 *
 * <pre>
 * condition  = conjunction { "or" conjunction }
 * conjunction = negation { "and" negation }
 * negation   = "not" negation | "(" condition ")" | comparison
 * comparison = field ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "~" ) value
 * value      = word | "'" text "'" | '"' text '"'
 * </pre>
 *
 * A field is one of {@link RunField}; {@code ~} takes a pattern with {@code *} and {@code ?}; {@code none} means that there
 * is no value; a time is a date or a date with a time of day, and stands for the whole day, minute or second.
 */
final class ConditionParser {
    private static final int LONGEST = 4000;
    private static final int DEEPEST = 50;

    private final String text;
    private final List<Token> tokens;
    private int next;

    ConditionParser(String text) {
        if (text.length() > LONGEST) {
            throw new ConditionException(
                    "a condition must have at most " + LONGEST + " characters, got " + text.length() + "; shorten it");
        }
        this.text = text;
        this.tokens = Token.split(text);
    }

    Condition parse() {
        Condition condition = any(0);
        Token end = peek();
        if (end.kind() != Token.Kind.END) {
            throw mistake(
                    end,
                    end.kind() == Token.Kind.CLOSE
                            ? "a ')' must have a '(' before it"
                            : "comparisons must be joined by 'and' or 'or'");
        }
        return condition;
    }

    private Condition any(int depth) {
        List<Condition> parts = new ArrayList<>(List.of(all(depth)));
        while (peek().isWord("or")) {
            next++;
            parts.add(all(depth));
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition all(int depth) {
        List<Condition> parts = new ArrayList<>(List.of(negation(depth)));
        while (peek().isWord("and")) {
            next++;
            parts.add(negation(depth));
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition negation(int depth) {
        Token token = peek();
        if (depth > DEEPEST) {
            throw mistake(token, "'not' and parentheses must be at most " + DEEPEST + " deep");
        }
        if (token.isWord("not")) {
            next++;
            return new Condition.Not(negation(depth + 1));
        }
        if (token.kind() != Token.Kind.OPEN) {
            return comparison();
        }
        next++;
        Condition inside = any(depth + 1);
        if (peek().kind() != Token.Kind.CLOSE) {
            throw mistake(peek(), "a '(' must be closed by ')'");
        }
        next++;
        return inside;
    }

    private Condition comparison() {
        Token name = take();
        if (name.kind() != Token.Kind.WORD) {
            throw mistake(name, "a comparison must begin with a field, such as testAccuracy>90");
        }
        RunField field = RunField.find(name.text())
                .orElseThrow(() -> mistake(
                        name,
                        "there is no field '" + name.text() + "'"
                                + Nearest.hint(name.text(), RunField.names().toList())));
        Token sign = take();
        Operator operator = sign.kind() == Token.Kind.OPERATOR
                ? Operator.of(sign.text()).orElseThrow(() -> noOperator(sign))
                : noOperator(sign, name);
        Token value = take();
        if (value.kind() != Token.Kind.WORD && value.kind() != Token.Kind.QUOTED) {
            throw mistake(value, "'" + name.text() + sign.text() + "' must be followed by a value");
        }
        return comparison(field, operator, sign, value);
    }

    private ConditionException noOperator(Token sign) {
        return mistake(sign, "values must be compared with " + operators() + ", got '" + sign.text() + "'");
    }

    private Operator noOperator(Token found, Token field) {
        throw mistake(found, "the field '" + field.text() + "' must be followed by one of " + operators());
    }

    private static String operators() {
        return Arrays.stream(Operator.values()).map(Operator::symbol).collect(Collectors.joining(" "));
    }

    private Condition comparison(RunField field, Operator operator, Token sign, Token value) {
        boolean none = value.isWord("none");
        if (none && (operator == Operator.EQUAL || operator == Operator.UNEQUAL)) {
            return new Condition.Absence(field, operator == Operator.EQUAL);
        }
        return switch (field.kind()) {
            case TEXT, TAG -> words(field, operator, sign, value);
            case STATUS -> status(field, operator, sign, value);
            case NUMBER, MEASURE ->
                new Condition.Comparison(field, requireOrder(field, operator, sign), number(field, value));
            case TIME -> new Condition.Comparison(field, requireOrder(field, operator, sign), time(field, value));
            case SETTING -> setting(field, operator, value);
        };
    }

    private Condition words(RunField field, Operator operator, Token sign, Token value) {
        if (operator.isOrder()) {
            throw mistake(sign, field.name() + " is text, which must be compared with =, != or ~");
        }
        return new Condition.Comparison(field, operator, value.text());
    }

    private Condition status(RunField field, Operator operator, Token sign, Token value) {
        List<String> known =
                Arrays.stream(RunStatus.values()).map(RunStatus::label).toList();
        if (operator != Operator.LIKE && !known.contains(value.text())) {
            throw mistake(value, "there is no status '" + value.text() + "'" + Nearest.hint(value.text(), known));
        }
        return words(field, operator, sign, value);
    }

    /** An entry of the specification is a number if it is compared with one. */
    private Condition setting(RunField field, Operator operator, Token value) {
        boolean number = value.kind() == Token.Kind.WORD && isNumber(value.text());
        return new Condition.Comparison(
                field,
                operator,
                operator.isOrder() || (number && operator != Operator.LIKE)
                        ? number(field, value)
                        : (Object) value.text());
    }

    private Operator requireOrder(RunField field, Operator operator, Token sign) {
        if (operator == Operator.LIKE) {
            String what = field.kind() == RunField.Kind.TIME ? "a time" : "a number";
            throw mistake(sign, field.name() + " is " + what + ", which must be compared with = != < <= > >=");
        }
        return operator;
    }

    private Double number(RunField field, Token value) {
        if (!isNumber(value.text())) {
            throw mistake(value, field.name() + " must be compared with a number, got '" + value.text() + "'");
        }
        return Double.valueOf(value.text());
    }

    private static boolean isNumber(String text) {
        return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|NaN|[+-]?Infinity");
    }

    private Condition.Interval time(RunField field, Token value) {
        return Times.parse(value.text())
                .orElseThrow(() -> mistake(
                        value,
                        field.name() + " must be compared with a time such as 2026-11-21 or 2026-11-21T18:30, got '"
                                + value.text() + "'"));
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    private ConditionException mistake(Token at, String what) {
        return mistake(text, at.at(), what);
    }

    static ConditionException mistake(String text, int at, String what) {
        String place = at >= text.length()
                ? "at the end of \"" + text.strip() + "\""
                : "at character " + (at + 1) + ", \"" + text.substring(at).strip() + "\"";
        return new ConditionException("in --where " + place + ": " + what);
    }
}
