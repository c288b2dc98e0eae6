package org.bestiary.reports.study;

import org.bestiary.reports.database.StoreException;

/** A worker wrote about a trial that it does not hold (any more). It must stop working on it: another may have begun. */
public final class LeaseLostException extends StoreException {
    private static final long serialVersionUID = 1;

    LeaseLostException(Lease lease) {
        super("a trial is written by the worker that holds it, but " + lease.worker() + " has lost trial "
                + lease.number() + " of " + lease.study() + "; its lease has expired or was given back");
    }
}
