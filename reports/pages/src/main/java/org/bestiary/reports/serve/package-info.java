/**
 * The dashboard: runs and studies in a browser, while they are under way and afterwards.
 *
 * <p>Read {@link org.bestiary.reports.serve.Dashboard} first, then {@code Site} (which address shows what) and {@code Access}
 * (who may look). It only reads: every request is a GET, pages are drawn anew from records and store, and no file of a run is
 * given out as it lies there. The server is the JDK's own, since nothing here needs more; what it lacks (bounds, headers,
 * tokens) is small and in this package. Pages are the ones that {@link org.bestiary.reports.html} writes as files, with a bar
 * above them.
 */
package org.bestiary.reports.serve;
