/**
 * Tables: the columns are defined once and written as aligned text, Markdown, comma-separated values or the fields of a
 * document. Read {@link org.bestiary.common.table.Table} first.
 */
package org.bestiary.common.table;
