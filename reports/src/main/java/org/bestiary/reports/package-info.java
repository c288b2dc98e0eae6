/** The reports module. */
package org.bestiary.reports;
