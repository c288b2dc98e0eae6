package org.bestiary.experiments.lecture.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.experiments.lecture.Estimate;
import org.bestiary.experiments.lecture.arith.Chain;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;

/** What an expression may call. Whole numbers stay whole; {@code ratio} divides. */
public final class Functions {
    /** The longest text. */
    static final int LONGEST = 1_000_000;

    private final Instruments instruments;

    Functions(Instruments instruments) {
        this.instruments = instruments;
    }

    /** A network of the zoo at its default input and classes: {@code model('vgg19')}. */
    public NetworkView model(String id) {
        return model(id, Map.of());
    }

    /** A network with settings: {@code model('vgg16', {'classes': 1, 'input': '3x150x150'})}. */
    public NetworkView model(String id, Map<String, Object> settings) {
        BuildOptions options = BuildOptions.defaults();
        for (Map.Entry<String, Object> e : settings.entrySet()) {
            String value = String.valueOf(e.getValue());
            options = switch (e.getKey()) {
                case "input" -> options.input(Shape.parse(value));
                case "classes" -> options.classes(whole("classes", e.getValue()));
                default -> options.set(e.getKey(), value);
            };
        }
        return new NetworkView(
                instruments.counter().apply(instruments.zoo().apply(id).network(options)));
    }

    /** A chain of layers, as the command {@code arith} takes it. */
    public NetworkView arith(String chain) {
        return new NetworkView(Chain.of(chain, instruments.counter()).analysis());
    }

    /** A text several times, with spaces between. */
    public String repeat(String text, int times) {
        if (times < 0 || (long) times * (text.length() + 1) > LONGEST) {
            throw new SpecException("repeat must make at most 1,000,000 characters, but got " + times + " times "
                    + Values.described(text));
        }
        return (text + " ").repeat(times);
    }

    /** Sum of a list of numbers. */
    public Number sum(Object list) {
        List<?> values = Values.list("sum", list);
        boolean whole = values.stream().allMatch(v -> v instanceof Long || v instanceof Integer);
        if (whole) {
            try {
                return values.stream().mapToLong(v -> ((Number) v).longValue()).reduce(0, Math::addExact);
            } catch (ArithmeticException e) {
                throw new SpecException("sum must fit into 64 bits, but does not; scale the list first", e);
            }
        }
        return values.stream().mapToDouble(v -> number("sum", v)).sum();
    }

    /** Each number of a list, divided. */
    public List<Double> scale(Object list, Number by) {
        double divisor = Arithmetic.notZero(by).doubleValue();
        return Values.list("scale", list).stream()
                .map(v -> number("scale", v) / divisor)
                .toList();
    }

    /** One number divided by another, with decimals. */
    public double ratio(Number a, Number b) {
        return a.doubleValue() / Arithmetic.notZero(b).doubleValue();
    }

    /** Lists, one after the other. */
    public List<Object> join(Object first, Object second) {
        List<Object> all = new ArrayList<>(Values.list("join", first));
        all.addAll(Values.list("join", second));
        return all;
    }

    /** The different values of a list, in order. */
    public List<Object> distinct(Object list) {
        return List.copyOf(new LinkedHashSet<>(Values.list("distinct", list)));
    }

    /**
     * The position, from 1, of the first number that is at least {@code bound}.
     *
     * @throws SpecException if none is
     */
    public int firstAtLeast(Object list, Number bound) {
        List<?> values = Values.list("firstAtLeast", list);
        for (int i = 0; i < values.size(); i++) {
            if (number("firstAtLeast", values.get(i)) >= bound.doubleValue()) {
                return i + 1;
            }
        }
        throw new SpecException("firstAtLeast found none of " + values.size() + " values to be at least " + bound);
    }

    /** Mean of one value of several runs, with its 95% interval. */
    public Estimate mean(Object values) {
        return Estimate.of(numbers("mean", values));
    }

    /** Difference of the means of two groups of runs, with its 95% interval (Welch). */
    public Estimate difference(Object a, Object b) {
        return Estimate.difference(numbers("difference", a), numbers("difference", b));
    }

    /** Distance from zero. */
    public Number abs(Number value) {
        return value instanceof Long || value instanceof Integer
                ? (Number) Math.abs(value.longValue())
                : (Number) Math.abs(value.doubleValue());
    }

    /** A number raised to a power. */
    public double power(Number base, Number exponent) {
        return Math.pow(base.doubleValue(), exponent.doubleValue());
    }

    /** Whether a number is what is stated, to as many significant digits. */
    public boolean about(Number value, Number stated, int digits) {
        if (digits < 1 || digits > 15) {
            throw new SpecException("about must compare 1 to 15 digits, but got " + digits);
        }
        double unit = stated.doubleValue() == 0
                ? Math.pow(10, -digits)
                : Math.pow(10, Math.floor(Math.log10(Math.abs(stated.doubleValue()))) + 1 - digits);
        return Math.abs(value.doubleValue() - stated.doubleValue()) <= unit / 2;
    }

    private static int whole(String name, Object value) {
        if (value instanceof Integer i) {
            return i;
        }
        throw new SpecException(name + " must be a whole number, but got " + value);
    }

    private static List<Double> numbers(String function, Object list) {
        List<?> values = Values.list(function, list);
        if (values.isEmpty()) {
            throw new SpecException(function + " needs at least one run, but got none");
        }
        return values.stream().map(v -> number(function, v)).toList();
    }

    private static double number(String function, Object value) {
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        throw new SpecException(function + " needs numbers, but got " + value);
    }
}
