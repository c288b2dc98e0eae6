package org.bestiary.common.catalog;

import java.util.List;

/**
 * Kinds of one's own, found on the class path. A catalogue that is open has an interface of this type; a class that implements
 * it, has a constructor without arguments and is named in the file of {@code META-INF/services} that has the interface's name
 * adds its kinds.
 *
 * @param <T> what the kinds have in common
 */
public interface KindProvider<T> {
    /**
     * What is added.
     *
     * @return kinds whose names are new
     */
    List<Kind<T>> kinds();
}
