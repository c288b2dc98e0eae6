package org.bestiary.experiments.lecture.expression;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.apache.commons.jexl3.introspection.JexlPermissions;

/** Lets expressions call the methods that some classes declare in public, and no others: none of texts, lists or classes. */
final class Sandbox implements JexlPermissions {
    /** What {@code list[0]} calls. */
    private static final Method ENTRY = entry();

    private final Set<Class<?>> open;

    Sandbox(Class<?>... open) {
        this.open = Set.of(open);
    }

    private static Method entry() {
        try {
            return List.class.getMethod("get", int.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every list has entries", e);
        }
    }

    @Override
    public boolean allow(Package pack) {
        return true; // what counts is the class
    }

    @Override
    public boolean allow(Class<?> type) {
        return open.contains(type) || List.class.isAssignableFrom(type);
    }

    @Override
    public boolean allow(Constructor<?> constructor) {
        return false;
    }

    @Override
    public boolean allow(Field field) {
        return false;
    }

    @Override
    public boolean allow(Method method) {
        return open.contains(method.getDeclaringClass()) || method.equals(ENTRY);
    }

    @Override
    public boolean allow(Class<?> type, Method method) {
        return allow(method);
    }

    @Override
    public JexlPermissions compose(String... sources) {
        throw new UnsupportedOperationException("nothing is added to what expressions may do");
    }
}
