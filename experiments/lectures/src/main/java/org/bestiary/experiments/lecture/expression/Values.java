package org.bestiary.experiments.lecture.expression;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.lecture.Estimate;

/** What expressions compute with, whatever JEXL holds it in: lists written in brackets are arrays there. */
final class Values {
    private static final int SHOWN = 60;

    private Values() {}

    /** Arrays as lists, at every depth; anything else as it is. */
    static Object plain(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(Values::plain).toList();
        }
        if (value instanceof int[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        if (value instanceof long[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        if (value instanceof double[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(list.stream().map(Values::plain).toList());
        }
        if (value instanceof View || value instanceof LayersView) {
            throw new SpecException("an expression must give a number, a text or a list, but got " + value
                    + "; name a value of it after a dot");
        }
        if (value instanceof Iterable<?> || value instanceof Map<?, ?>) {
            throw new SpecException("an expression must give a number, a text or a list, but got " + described(value));
        }
        return value;
    }

    /** A value for messages, short. */
    static String described(Object value) {
        Object shown = value instanceof Object[] array ? Arrays.asList(array) : value;
        if (shown instanceof Estimate) {
            return "a mean with its interval";
        }
        if (shown instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (shown instanceof Map<?, ?>) {
            return "names and values in braces";
        }
        if (shown instanceof String text) {
            return "the text '" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + "'";
        }
        return String.valueOf(shown);
    }

    /**
     * A list, however it is held.
     *
     * @throws SpecException if it is none
     */
    static List<?> list(String function, Object value) {
        if (plain(value) instanceof List<?> list) {
            return list;
        }
        throw new SpecException(function + " needs a list, but got " + described(value));
    }
}
