package org.bestiary.experiments.cli;

/** A command that computes with ND4J, and therefore cannot begin where its native code cannot run. */
interface NeedsNativeCode {}
