/**
 * Numbers as pictures: colour scales, heat maps, overlays, frames, sheets, PNG. Read {@link
 * org.bestiary.experiments.explain.picture.ColourScale} first. No picture holds text: words are the page's.
 */
package org.bestiary.experiments.explain.picture;
