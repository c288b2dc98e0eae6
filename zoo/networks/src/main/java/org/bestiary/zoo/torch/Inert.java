package org.bestiary.zoo.torch;

/** Values of a pickle that weights do not depend on. */
enum Inert {
    /** Python's None. */
    NONE,
    /** Something that training keeps beside weights, such as its arguments; nothing of it is looked at. */
    PASSED_OVER
}
