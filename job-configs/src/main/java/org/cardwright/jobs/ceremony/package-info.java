/**
 * Key ceremonies: who takes part, in which order, within which time, and what is kept of it.
 *
 * <p>In: custodians, each at the desk with what they bring. Out: sheets and files for each, a signed transcript. Spec: PCI Card
 * Production, Logical, 8.1 b, 8.2 and 8.3; PCI PIN, 6-3.
 */
@NullMarked
package org.cardwright.jobs.ceremony;

import org.jspecify.annotations.NullMarked;
