package org.bestiary.experiments.lecture.expression;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.experiments.config.Names;

/** What may be called in an expression, and how. */
final class Forms {
    private Forms() {}

    /** Why a call by this name was not understood. */
    static String mistake(String name) {
        String forms = of(name, Functions.class, NetworkView.class, RunsView.class);
        return forms.isEmpty()
                ? "there is no function '" + name + "' of these arguments"
                        + Names.hint(
                                name,
                                methods(Functions.class)
                                        .map(Method::getName)
                                        .distinct()
                                        .sorted()
                                        .toList())
                : must(name, forms);
    }

    /** How a name must be called that was used as a value, or with other arguments; empty if the type has none. */
    static String mistake(String name, Class<?> type) {
        String forms = of(name, type);
        return forms.isEmpty() ? "" : must(name, forms);
    }

    private static String must(String name, String forms) {
        return "'" + name + "' must be called as " + forms;
    }

    private static String of(String name, Class<?>... types) {
        return Arrays.stream(types)
                .flatMap(Forms::methods)
                .filter(m -> m.getName().equals(name))
                .map(Forms::form)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
                .filter(m -> !List.of("get", "toString").contains(m.getName()));
    }

    private static String form(Method function) {
        Class<?> type = function.getDeclaringClass();
        String of = type == NetworkView.class ? "network." : type == RunsView.class ? "runs." : "";
        return Arrays.stream(function.getParameterTypes())
                .map(Forms::word)
                .collect(Collectors.joining(", ", of + function.getName() + "(", ")"));
    }

    private static String word(Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == Map.class) {
            return "{...}";
        }
        return type == Object.class ? "list" : type == RunsView.class ? "runs" : "number";
    }
}
