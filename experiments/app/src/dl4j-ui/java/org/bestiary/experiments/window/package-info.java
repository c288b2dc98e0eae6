/** DL4J's own training page; part of the build with the profile {@code dl4j-ui} only. */
package org.bestiary.experiments.window;
