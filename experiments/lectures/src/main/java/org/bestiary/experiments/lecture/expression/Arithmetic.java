package org.bestiary.experiments.lecture.expression;

import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlOperator;
import org.bestiary.experiments.config.SpecException;

/** Arithmetic and comparisons of numbers alone; texts may be put together. JEXL would make texts of anything else. */
final class Arithmetic extends JexlArithmetic {
    Arithmetic() {
        super(true);
    }

    @Override
    public Object add(Object left, Object right) {
        if (!(left instanceof String || right instanceof String)) {
            numbers(left, right);
        } else if (!(isPlain(left) && isPlain(right))) {
            throw mistake(isPlain(left) ? right : left);
        }
        if (left instanceof String || right instanceof String) {
            long length =
                    (long) String.valueOf(left).length() + String.valueOf(right).length();
            if (length > Functions.LONGEST) {
                throw new SpecException("a text must have at most 1,000,000 characters, but got " + length);
            }
        }
        return super.add(left, right);
    }

    @Override
    public Object subtract(Object left, Object right) {
        numbers(left, right);
        return super.subtract(left, right);
    }

    @Override
    public Object multiply(Object left, Object right) {
        numbers(left, right);
        return super.multiply(left, right);
    }

    @Override
    public Object divide(Object left, Object right) {
        numbers(left, right);
        notZero(right);
        return super.divide(left, right);
    }

    @Override
    public Object mod(Object left, Object right) {
        numbers(left, right);
        notZero(right);
        return super.mod(left, right);
    }

    @Override
    public Object negate(Object value) {
        numbers(value, value);
        return super.negate(value);
    }

    @Override
    protected int compare(Object left, Object right, JexlOperator operator) {
        if (!(left instanceof String && right instanceof String)) {
            numbers(left, right);
        }
        return super.compare(left, right, operator);
    }

    /** A pattern may take for ever to be found in a text. */
    @Override
    public Boolean contains(Object container, Object value) {
        throw new SpecException("an expression has no operators =~ and !~; compare with == or named('pattern*')");
    }

    @Override
    public Iterable<?> createRange(Object from, Object to) {
        throw new SpecException("an expression has no ranges; write the list, as in [1, 2, 3]");
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number || value instanceof String;
    }

    private static void numbers(Object left, Object right) {
        for (Object value : new Object[] {left, right}) {
            if (!(value instanceof Number)) {
                throw mistake(value);
            }
        }
    }

    private static SpecException mistake(Object value) {
        return new SpecException("operators need numbers, but got " + Values.described(value)
                + "; sum, ratio, scale, mean and difference take lists");
    }

    /** The divisor, if there can be a quotient. */
    static Number notZero(Object divisor) {
        Number number = (Number) divisor;
        if (number.doubleValue() == 0) {
            throw new SpecException("a number cannot be divided by 0");
        }
        return number;
    }
}
