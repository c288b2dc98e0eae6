package org.bestiary.zoo.torch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stack machine of Python's pickles, protocols 2 to 5. It makes texts, numbers, lists, dicts and what {@link TorchNames}
 * makes of the few names that it knows; it calls nothing else, and stops at what it does not know. Python's values become:
 * None {@link Inert#NONE}, int {@link Long} or {@link BigInteger}, float {@link Double}, str {@link String}, list {@link
 * ArrayList}, tuple and set an unmodifiable list, dict {@link LinkedHashMap} with plain keys.
 */
final class Unpickler {
    /** The pickle of a network of a thousand layers has 200,000; every one of them makes one value at most. */
    private static final int MOST_OPERATIONS = 5_000_000;

    private static final int LONGEST_INTEGER = 64;

    private final PickleInput in;
    private final TorchNames names;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private Unpickler(PickleInput in, TorchNames names) {
        this.in = in;
        this.names = names;
    }

    /**
     * Runs one pickle.
     *
     * @return its value
     * @throws PickleException if it asks for a name or an operation that is not known, or is damaged
     */
    static Object read(PickleInput in, TorchNames names) throws IOException {
        return new Unpickler(in, names).run();
    }

    private Object run() throws IOException {
        for (int n = 0; n < MOST_OPERATIONS; n++) {
            int operation = in.u1();
            if (operation == '.') {
                return pop();
            }
            step(operation);
        }
        throw new PickleException("its pickle has more than " + MOST_OPERATIONS + " operations");
    }

    private void step(int operation) throws IOException {
        switch (operation) {
            case 0x80 -> protocol(in.u1());
            case 0x95 -> in.s8(); // a frame: how many bytes come, which is only of use for reading ahead
            case '(' -> marks.push(stack.size());
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(top());
            case 'N' -> push(Inert.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) in.u1());
            case 'M' -> push((long) in.u2());
            case 'J' -> push((long) in.s4());
            case 0x8a -> push(integer(in.u1()));
            case 0x8b -> push(integer(in.u4()));
            case 'G' -> push(in.bigEndianDouble());
            case 0x8c -> push(in.utf8(in.u1()));
            case 'X' -> push(in.utf8(in.u4()));
            case 0x8d -> push(in.utf8(in.s8()));
            case 'U' -> push(in.latin1(in.u1()));
            case 'T' -> push(in.latin1(in.u4()));
            case 'C' -> push(in.bytes(in.u1()));
            case 'B' -> push(in.bytes(in.u4()));
            case 0x8e, 0x96 -> push(in.bytes(in.s8()));
            default -> collect(operation);
        }
    }

    private void collect(int operation) throws IOException {
        switch (operation) {
            case ']' -> push(new ArrayList<>());
            case 'l' -> push(new ArrayList<>(popToMark()));
            case ')' -> push(List.of());
            case 't', 0x91 -> push(List.copyOf(popToMark()));
            case 0x85 -> push(List.copyOf(pop(1)));
            case 0x86 -> push(List.copyOf(pop(2)));
            case 0x87 -> push(List.copyOf(pop(3)));
            case 0x8f -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 'd' -> {
                List<Object> items = popToMark();
                push(new LinkedHashMap<>());
                put(items);
            }
            case 'a' -> add(pop(1));
            case 'e', 0x90 -> add(popToMark());
            case 's' -> put(pop(2));
            case 'u' -> put(popToMark());
            case 'q' -> memo.put((long) in.u1(), top());
            case 'r' -> memo.put(in.u4(), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'h' -> push(remembered(in.u1()));
            case 'j' -> push(remembered(in.u4()));
            default -> make(operation);
        }
    }

    private void make(int operation) throws IOException {
        switch (operation) {
            case 'c' -> {
                String module = in.line();
                push(names.find(module, in.line()));
            }
            case 0x93 -> {
                List<Object> words = pop(2);
                if (!(words.get(0) instanceof String module) || !(words.get(1) instanceof String name)) {
                    throw new PickleException("its pickle asks for something whose name is no text");
                }
                push(names.find(module, name));
            }
            case 'R', 0x81 -> {
                List<Object> call = pop(2);
                if (!(call.get(0) instanceof TorchNames.Constructor constructor)
                        || !(call.get(1) instanceof List<?> arguments)) {
                    throw new PickleException("its pickle calls what is no constructor");
                }
                push(constructor.make(arguments));
            }
            case 'b' -> {
                pop();
                // The state of an OrderedDict is torch's note of module versions; nothing else here has a state to set.
                if (!(top() instanceof Map) && !(top() instanceof Inert)) {
                    throw new PickleException("its pickle sets the state of what has none");
                }
            }
            case 'Q' -> push(names.stored(pop()));
            default ->
                throw new PickleException(String.format(
                        "its pickle has an operation (0x%02x at byte %d) that torch.save does not write",
                        operation, in.position() - 1));
        }
    }

    private static void protocol(int version) {
        if (version < 2 || version > 5) {
            throw new PickleException("its pickle is of protocol " + version + ", and those of 2 to 5 are known");
        }
    }

    private Object integer(long length) throws IOException {
        if (length > LONGEST_INTEGER) {
            throw new PickleException("its pickle has a number of " + length + " bytes");
        }
        byte[] little = in.bytes(length);
        byte[] big = new byte[little.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = little[little.length - 1 - i];
        }
        BigInteger value = big.length == 0 ? BigInteger.ZERO : new BigInteger(big);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private void push(Object value) {
        stack.add(value);
    }

    /** Nothing below the last mark is taken from the stack before the mark is. */
    private int height() {
        return stack.size() - (marks.isEmpty() ? 0 : marks.peek());
    }

    private Object top() {
        if (height() < 1) {
            throw new PickleException("its pickle takes a value that is not there");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<Object> pop(int count) {
        if (height() < count) {
            throw new PickleException("its pickle takes a value that is not there");
        }
        return cut(stack.size() - count);
    }

    private List<Object> popToMark() {
        if (marks.isEmpty()) {
            throw new PickleException("its pickle ends a list that it did not begin");
        }
        return cut(marks.pop());
    }

    private List<Object> cut(int from) {
        List<Object> end = stack.subList(from, stack.size());
        List<Object> values = new ArrayList<>(end);
        end.clear();
        return values;
    }

    private Object remembered(long index) {
        Object value = memo.get(index);
        if (value == null) {
            throw new PickleException("its pickle refers to value " + index + ", which it has not made");
        }
        return value;
    }

    private void add(List<Object> values) {
        if (top() instanceof ArrayList<?>) {
            @SuppressWarnings("unchecked") // all lists that are made here hold any object
            List<Object> list = (List<Object>) top();
            list.addAll(values);
        } else if (!(top() instanceof Inert)) {
            throw new PickleException("its pickle adds to what is no list");
        }
    }

    private void put(List<Object> items) {
        if (items.size() % 2 != 0) {
            throw new PickleException("its pickle has a key without a value");
        }
        if (top() instanceof LinkedHashMap<?, ?>) {
            @SuppressWarnings("unchecked") // all maps that are made here hold any object
            Map<Object, Object> map = (Map<Object, Object>) top();
            for (int i = 0; i < items.size(); i += 2) {
                map.put(key(items.get(i)), items.get(i + 1));
            }
        } else if (!(top() instanceof Inert)) {
            throw new PickleException("its pickle puts an entry into what is no dict");
        }
    }

    /** Lists as keys could contain themselves, or hold so much that comparing them never ends. */
    static Object key(Object key) {
        if (key instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (key instanceof String || key instanceof Number || key instanceof Boolean || key instanceof Inert) {
            return key;
        }
        throw new PickleException("its pickle has a dict whose key is neither a text nor a number");
    }
}
