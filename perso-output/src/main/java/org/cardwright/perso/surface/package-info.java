/**
 * What a person or a stripe reader sees of a card: embossed lines, laser text, magnetic tracks.
 *
 * <p>In: {@link org.cardwright.perso.surface.SurfaceData} and a layout that is data. Out: records for machine queues.
 * Spec: ISO/IEC 7811-1 and -3 (embossing), 7811-2 and -6 (tracks), 7813 (track contents).
 */
@NullMarked
package org.cardwright.perso.surface;

import org.jspecify.annotations.NullMarked;
