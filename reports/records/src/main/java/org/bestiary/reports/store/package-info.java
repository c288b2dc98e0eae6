/**
 * The store of runs: what one asks when there are too many runs to look at.
 *
 * <p>The run directories stay the truth; the store is an index that can be made from them again at any time ({@link
 * org.bestiary.reports.store.RunStore#rebuild}). Read {@link org.bestiary.reports.store.RunStore} first, then {@link
 * org.bestiary.reports.store.RunField} (what one can ask for) and {@link org.bestiary.reports.store.ConditionParser} (how).
 */
package org.bestiary.reports.store;
