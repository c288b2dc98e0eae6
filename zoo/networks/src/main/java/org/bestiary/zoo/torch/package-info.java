/**
 * Files that {@code torch.save} writes, read without Python and without running anything. Read {@link
 * org.bestiary.zoo.torch.TorchFile} first.
 *
 * <p>Such a file holds a pickle, a small program for a stack machine that may name any function of Python and have it
 * called. {@code Unpickler} runs the machine for the few names of {@code TorchNames} and refuses every other by name. It is
 * our own because the kept library for Java, {@code net.razorvine:pickle}, cannot be restricted enough: its constructors
 * are in one static map that any code in the process may add to, {@code BUILD} looks for a method of the object by
 * reflection and calls it, names that it does not know become objects instead of a refusal, and nothing bounds the number
 * of steps or the size of a text.
 */
package org.bestiary.zoo.torch;
