package org.bestiary.common.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A catalogue to which the class path adds. Looked for once, when first asked for.
 *
 * @param <T> what the kinds have in common
 */
public final class OpenCatalog<T> {
    private final Catalog<T> builtIn;
    private final Class<? extends KindProvider<T>> service;
    private final String plural;
    private Optional<Catalog<T>> all = Optional.empty();

    /**
     * A catalogue that is open.
     *
     * @param plural what several of the kinds are called in messages
     * @param builtIn the kinds that come with the program
     * @param service what a class that adds kinds implements
     */
    public OpenCatalog(String plural, Catalog<T> builtIn, Class<? extends KindProvider<T>> service) {
        this.plural = plural;
        this.builtIn = builtIn;
        this.service = service;
    }

    /**
     * The kinds that come with the program.
     *
     * @return in the order they are listed
     */
    public Catalog<T> builtIn() {
        return builtIn;
    }

    /**
     * All kinds.
     *
     * @return those that come with the program, then those of the class path
     * @throws CatalogException if those of the class path cannot be used; says why
     */
    public synchronized Catalog<T> all() {
        if (all.isEmpty()) {
            try {
                List<Kind<T>> more = new ArrayList<>();
                for (KindProvider<T> provider : ServiceLoader.load(service)) {
                    more.addAll(provider.kinds());
                }
                all = Optional.of(builtIn.with(more));
            } catch (ServiceConfigurationError | CatalogException e) {
                throw new CatalogException(
                        "", plural + " of your own must be right before any can be used: " + e.getMessage(), e);
            }
        }
        return all.get();
    }
}
