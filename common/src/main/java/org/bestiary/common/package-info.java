/**
 * Common ground: what several modules need and none of them owns. Knows no network, no array library and no other module.
 *
 * <p>{@link org.bestiary.common.BestiaryException} is the parent of every error whose message is for people;
 * {@code image} is the one way from an image file to the numbers that a network reads; {@code table} is how rows become text, Markdown
 * and comma-separated values.
 */
package org.bestiary.common;
