package org.bestiary.reports.store;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a condition.
 *
 * @param kind what it is
 * @param text the piece; of a quoted one what is between the quotes
 * @param at where it begins, from 0
 */
record Token(Kind kind, String text, int at) {
    enum Kind {
        WORD,
        QUOTED,
        OPERATOR,
        OPEN,
        CLOSE,
        END
    }

    private static final String OPERATOR_SIGNS = "=!<>~";

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    static List<Token> split(String text) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '(' || c == ')') {
                tokens.add(new Token(c == '(' ? Kind.OPEN : Kind.CLOSE, String.valueOf(c), i));
                i++;
            } else if (c == '\'' || c == '"') {
                i = quoted(text, i, tokens);
            } else {
                boolean operator = isOperator(c);
                int end = i;
                while (end < text.length() && (operator ? isOperator(text.charAt(end)) : isWord(text.charAt(end)))) {
                    end++;
                }
                tokens.add(new Token(operator ? Kind.OPERATOR : Kind.WORD, text.substring(i, end), i));
                i = end;
            }
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    /** A quote inside is doubled. */
    private static int quoted(String text, int start, List<Token> tokens) {
        char quote = text.charAt(start);
        StringBuilder inside = new StringBuilder();
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != quote) {
                inside.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                inside.append(c);
                i++;
            } else {
                tokens.add(new Token(Kind.QUOTED, inside.toString(), start));
                return i + 1;
            }
        }
        throw ConditionParser.mistake(text, start, "a quote must be closed, but this one is not");
    }

    private static boolean isOperator(char c) {
        return OPERATOR_SIGNS.indexOf(c) >= 0;
    }

    private static boolean isWord(char c) {
        return !Character.isWhitespace(c) && !isOperator(c) && "()'\"".indexOf(c) < 0;
    }
}
