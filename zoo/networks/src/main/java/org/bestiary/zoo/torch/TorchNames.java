package org.bestiary.zoo.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of Python that a file of weights may use, and what they make here. Every other one is refused. */
final class TorchNames {
    /** Makes a value of arguments. */
    interface Constructor {
        Object make(List<?> arguments);
    }

    private static final Map<String, NumberType> STORAGES = Map.of(
            "DoubleStorage", NumberType.DOUBLE,
            "FloatStorage", NumberType.FLOAT,
            "HalfStorage", NumberType.HALF,
            "BFloat16Storage", NumberType.BFLOAT16,
            "LongStorage", NumberType.LONG,
            "IntStorage", NumberType.INT,
            "ShortStorage", NumberType.SHORT,
            "CharStorage", NumberType.CHAR,
            "ByteStorage", NumberType.BYTE,
            "BoolStorage", NumberType.BOOL);

    /** Plain values that training programs keep beside weights: arguments, results as NumPy numbers, numbers of epochs. */
    private static final Set<String> PASSED_OVER = Set.of(
            "argparse Namespace",
            "numpy.core.multiarray scalar",
            "numpy._core.multiarray scalar",
            "numpy.core.multiarray _reconstruct",
            "numpy._core.multiarray _reconstruct",
            "numpy ndarray",
            "numpy dtype",
            "_codecs encode",
            "pathlib PosixPath",
            "pathlib WindowsPath",
            "__builtin__ set",
            "builtins set",
            "__builtin__ complex",
            "builtins complex",
            "torch device",
            "torch float64",
            "torch float32",
            "torch float16",
            "torch bfloat16",
            "torch int64");

    private static final Map<String, Constructor> CONSTRUCTORS = Map.of(
            "collections OrderedDict",
            TorchNames::dict,
            "collections Counter",
            TorchNames::dict,
            "collections defaultdict",
            arguments -> new LinkedHashMap<>(),
            "torch Size",
            arguments -> argument(arguments, 0, List.class),
            "torch._utils _rebuild_tensor",
            TorchNames::tensor,
            "torch._utils _rebuild_tensor_v2",
            TorchNames::tensor,
            "torch._utils _rebuild_parameter",
            arguments -> argument(arguments, 0, TorchTensor.class),
            "torch._utils _rebuild_parameter_with_state",
            arguments -> argument(arguments, 0, TorchTensor.class));

    private final Map<String, TorchStorage> stored = new LinkedHashMap<>();

    /**
     * What a name stands for: a {@link Constructor}, or the type of a storage.
     *
     * @throws PickleException if it is no name that weights need
     */
    Object find(String module, String name) {
        String both = module + " " + name;
        if (CONSTRUCTORS.containsKey(both)) {
            return CONSTRUCTORS.get(both);
        }
        if (PASSED_OVER.contains(both)) {
            return (Constructor) arguments -> Inert.PASSED_OVER;
        }
        if (module.equals("torch") && STORAGES.containsKey(name)) {
            return STORAGES.get(name);
        }
        throw new PickleException("its pickle asks Python for " + PickleException.shown(module + "." + name)
                + ", which weights do not need (nothing of it was run)");
    }

    /**
     * A storage, as pickles of torch refer to it: ('storage', type, key, place, count), in the older form with (key, first,
     * length) if it is a part of another, or None.
     */
    TorchStorage stored(Object id) {
        List<?> parts = id instanceof List<?> list ? list : List.of();
        if (parts.size() < 5 || !parts.get(0).equals("storage")) {
            throw new PickleException("its pickle refers to something outside that is no storage");
        }
        NumberType type = argument(parts, 1, NumberType.class);
        String key = argument(parts, 2, String.class);
        long count = argument(parts, 4, Long.class);
        TorchStorage whole = new TorchStorage(type, key, count, 0, count);
        TorchStorage before = stored.putIfAbsent(key, whole);
        if (before != null && !before.equals(whole)) {
            throw new PickleException("its storage " + PickleException.shown(key) + " is described in two ways");
        }
        if (parts.size() > 5 && parts.get(5) instanceof List<?> view) {
            return new TorchStorage(type, key, count, argument(view, 1, Long.class), argument(view, 2, Long.class));
        }
        return whole;
    }

    /** Every storage that pickles have referred to so far, whole, by its key. */
    Map<String, TorchStorage> storages() {
        return stored;
    }

    private static Map<Object, Object> dict(List<?> arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (!arguments.isEmpty() && arguments.get(0) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(Unpickler.key(key), value));
        } else if (!arguments.isEmpty()) {
            for (Object pair : argument(arguments, 0, List.class)) {
                List<?> both = pair instanceof List<?> list ? list : List.of();
                map.put(Unpickler.key(argument(both, 0, Object.class)), argument(both, 1, Object.class));
            }
        }
        return map;
    }

    private static TorchTensor tensor(List<?> arguments) {
        return new TorchTensor(
                argument(arguments, 0, TorchStorage.class),
                argument(arguments, 1, Long.class),
                numbers(argument(arguments, 2, List.class)),
                numbers(argument(arguments, 3, List.class)));
    }

    private static List<Long> numbers(List<?> values) {
        return values.stream()
                .map(v -> {
                    if (v instanceof Long number) {
                        return number;
                    }
                    throw new PickleException("a tensor has a size or a stride that is no whole number");
                })
                .toList();
    }

    private static <T> T argument(List<?> arguments, int index, Class<T> type) {
        if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
            throw new PickleException("its pickle makes a tensor, a storage or a dict of something else");
        }
        return type.cast(arguments.get(index));
    }
}
