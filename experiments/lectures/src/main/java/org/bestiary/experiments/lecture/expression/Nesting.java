package org.bestiary.experiments.lecture.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bestiary.experiments.config.SpecException;

/**
 * Refuses what the parser would take for ever to read: it tries several meanings of every bracket, and each meaning of what
 * is inside for each of them.
 */
final class Nesting {
    private static final int DEEPEST = 10;
    private static final int DEEPEST_BRACES = 1;

    private Nesting() {}

    /**
     * Checks a text before it is parsed.
     *
     * @throws SpecException if brackets are nested too deeply, or it has what hides brackets: comments, templates, patterns
     */
    static void check(String expression) {
        Deque<Character> open = new ArrayDeque<>();
        char quote = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[' || c == '{') {
                open.push(c);
                checkDepth(open);
            } else if (c == ')' || c == ']' || c == '}') {
                open.poll();
            } else if (c == '`' || c == '~' || expression.startsWith("##", i) || isComment(expression, i)) {
                throw new SpecException(
                        "an expression has no comments, templates and patterns, but got " + c + " in it; leave it out");
            }
        }
    }

    private static boolean isComment(String expression, int at) {
        return expression.startsWith("//", at) || expression.startsWith("/*", at);
    }

    private static void checkDepth(Deque<Character> open) {
        long braces = open.stream().filter(c -> c == '{').count();
        if (open.size() > DEEPEST || braces > DEEPEST_BRACES) {
            throw new SpecException("an expression must have brackets in at most " + DEEPEST
                    + " levels, and braces in one, but got more; make several statements of it");
        }
    }
}
