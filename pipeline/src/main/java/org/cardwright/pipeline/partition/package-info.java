/**
 * The preparation of one batch on several machines: Spring Batch remote partitioning over Spring Integration and JMS.
 *
 * <p>In: the accepted orders of a batch in parts, and messages that name a part. Out: files of prepared cards, one for every taking of a
 * part, which the preparing run reads in the order of the batch. Messages hold execution numbers and an authentication code, nothing of a
 * card. {@code docs/scale-out.md} tells the rules.
 */
@NullMarked
package org.cardwright.pipeline.partition;

import org.jspecify.annotations.NullMarked;
