/**
 * The command line. One class per command; each parses, calls the module that does the work, and prints.
 *
 * <p>Read first: {@link org.bestiary.experiments.cli.Main}, then any command. Names of commands, options and JSON fields are
 * an interface that others rely on.
 */
package org.bestiary.experiments.cli;
