/**
 * What goes in: sealed personalization records.
 * What comes out: personalized cards and the machines' own counts (GlobalPlatform, PC/SC).
 */
@NullMarked
package org.cardwright.machine;

import org.jspecify.annotations.NullMarked;
