/** The experiments module. */
package org.bestiary.experiments;
