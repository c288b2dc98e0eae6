/** The datasets module. */
package org.bestiary.datasets;
