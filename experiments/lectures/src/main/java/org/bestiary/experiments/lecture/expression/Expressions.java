package org.bestiary.experiments.lecture.expression;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlException;
import org.apache.commons.jexl3.JexlFeatures;
import org.apache.commons.jexl3.MapContext;
import org.bestiary.common.BestiaryException;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.lecture.check.Instruments;

/**
 * Evaluates the expressions of a ledger in a sandbox: numbers, texts, lists, the functions of {@link Functions} and the
 * views that they return, and no other method of Java. No loops, no assignments, no new objects, no regular expressions:
 * whoever is sent a ledger may run it.
 */
public final class Expressions {
    private static final Pattern BLANK = Pattern.compile("\\$\\{([^{}]*+(?:\\{[^{}]*+}[^{}]*+)*+)}");

    /** More is nested deeper than a parser's stack reaches, or no arithmetic. */
    private static final int LONGEST = 4_000;

    private static final int SHOWN = 120;

    private static final JexlFeatures FEATURES = JexlFeatures.createNone()
            .arrayReferenceExpr(true)
            .methodCall(true)
            .structuredLiteral(true)
            .comparatorNames(false);

    private static final JexlEngine PARSER = engine(Map.of());

    private final JexlEngine engine;

    /**
     * @param instruments what counts
     */
    public Expressions(Instruments instruments) {
        Map<String, Object> functions = new HashMap<>();
        functions.put(null, new Functions(instruments)); // called without a prefix
        this.engine = engine(functions);
    }

    private static JexlEngine engine(Map<String, Object> namespaces) {
        Class<?>[] allowed = {
            Functions.class, View.class, NetworkView.class, LayerView.class, LayersView.class, RunsView.class,
        };
        return new JexlBuilder()
                .permissions(new Sandbox(allowed))
                .arithmetic(new Arithmetic())
                .features(FEATURES)
                .namespaces(namespaces)
                .strict(true)
                .silent(false)
                .safe(false)
                .create();
    }

    /**
     * Whether a text is an expression.
     *
     * @throws SpecException if it is none; the message says where it stops to be one
     */
    public static void check(String expression) {
        checkLength("an expression", expression);
        Nesting.check(expression);
        try {
            PARSER.createExpression(expression);
        } catch (JexlException e) {
            throw new SpecException(
                    "an expression must be complete, but " + reason(e) + " in: " + shown(expression), e);
        } catch (StackOverflowError e) {
            throw tooDeep(expression, e);
        }
    }

    private static void checkLength(String what, String text) {
        if (text.length() > LONGEST) {
            throw new SpecException(what + " must have at most 4,000 characters, but got " + text.length()
                    + "; repeat('conv:64,3,same', 100) writes long chains");
        }
    }

    private static SpecException tooDeep(String expression, StackOverflowError e) {
        return new SpecException("an expression must be nested less deeply, but got: " + shown(expression), e);
    }

    private static String shown(String expression) {
        return expression.length() <= SHOWN ? expression : expression.substring(0, SHOWN) + "...";
    }

    /** Checks every blank of a text, {@code ${...}}. */
    public static void checkBlanks(String text) {
        checkLength("a text with blanks", text);
        Matcher blank = BLANK.matcher(text);
        while (blank.find()) {
            check(blank.group(1));
        }
        int open = blank.replaceAll("").indexOf("${");
        if (open >= 0) {
            throw new SpecException("a blank must be closed, as in ${measured}, but got: "
                    + shown(blank.replaceAll("").substring(open)));
        }
    }

    /**
     * The value of an expression: a number, a text, a truth value, an estimate, or a list of them.
     *
     * @param expression the text
     * @param variables values by name
     * @throws SpecException if it cannot be worked out
     */
    public Object value(String expression, Map<String, ?> variables) {
        try {
            Object value = engine.createExpression(expression).evaluate(new MapContext(new LinkedHashMap<>(variables)));
            if (value == null) {
                throw new SpecException("an expression must have a value, but got none from: " + shown(expression));
            }
            return Values.plain(value);
        } catch (JexlException e) {
            Throwable ours = ours(e);
            throw new SpecException((ours == null ? reason(e) : ours.getMessage()) + " in: " + shown(expression), e);
        } catch (StackOverflowError e) {
            throw tooDeep(expression, e);
        }
    }

    /** A text with every blank, {@code ${...}}, filled in. */
    public String fill(String text, Map<String, ?> variables, Function<Object, String> words) {
        return BLANK.matcher(text).replaceAll(m -> Matcher.quoteReplacement(words.apply(value(m.group(1), variables))));
    }

    /** The message that one of our own classes has for people, if that is what went wrong. */
    private static Throwable ours(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (isForPeople(t)) {
                return t;
            }
        }
        return null;
    }

    /** Whether the message of what went wrong is one for people: a rule, what was given, what to do. */
    public static boolean isForPeople(Throwable e) {
        return e instanceof BestiaryException;
    }

    private static String reason(JexlException e) {
        if (e instanceof JexlException.Method m) {
            return Forms.mistake(m.getMethod());
        }
        if (e instanceof JexlException.Variable v) {
            boolean runs = v.getVariable().equals("runs") || v.getVariable().startsWith("runs.");
            return "there is no value called '" + v.getVariable() + "'"
                    + (runs ? "; runs are there for statements of kind: training" : "");
        }
        if (e.getCause() instanceof IndexOutOfBoundsException) {
            return "a list is numbered from 0 to its length less 1, but another number was given";
        }
        if (e.getCause() instanceof RuntimeException cause && !(cause instanceof JexlException)) {
            return cause.getClass().getSimpleName() + " (" + cause.getMessage() + ")";
        }
        String detail = e.getDetail() == null ? e.getMessage() : e.getDetail();
        String place = e.getInfo() == null ? "" : " at column " + e.getInfo().getColumn();
        return "it is not understood" + place + " ("
                + detail.lines().findFirst().orElse("").strip() + ")";
    }
}
