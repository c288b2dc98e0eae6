/**
 * Files that others publish: what is known of one, and how it is downloaded from several mirrors.
 *
 * <p>Read {@link org.bestiary.common.fetch.Fetcher} first.
 */
package org.bestiary.common.fetch;
