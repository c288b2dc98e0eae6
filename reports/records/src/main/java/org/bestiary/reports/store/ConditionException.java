package org.bestiary.reports.store;

import org.bestiary.reports.database.StoreException;

/** A condition or a sorting that cannot be understood. */
public final class ConditionException extends StoreException {
    private static final long serialVersionUID = 1;

    ConditionException(String message) {
        super(message);
    }
}
