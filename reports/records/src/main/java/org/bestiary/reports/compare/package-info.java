/**
 * Several runs side by side: what they cost, what they reached, where their settings differ, and which differences are more
 * than chance.
 *
 * <p>Read {@link org.bestiary.reports.compare.Comparison} first; {@link org.bestiary.reports.compare.Entry} is one network
 * with all its seeds, {@link org.bestiary.reports.compare.SettingDifferences} finds what differs, {@link
 * org.bestiary.reports.compare.Significance} tests the pairs, and {@link org.bestiary.reports.compare.ComparisonText} writes
 * it as Markdown, CSV and JSON. The page is {@code org.bestiary.reports.html.ComparisonPage}.
 */
package org.bestiary.reports.compare;
