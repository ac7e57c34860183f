/**
 * What goes between an issuer and the certification authority of a payment system: key requests out, certificates back.
 *
 * <p>In: an issuer key of the module, files of a payment system. Out: signed requests, certificates that were held against the
 * request, the authority's key and their own clear part. Layouts are tables, one per payment system; a licensed installation adds
 * its own. Spec: EMV 4.4 Book 2, 5; RFC 8017, 8.2.
 */
@NullMarked
package org.cardwright.crypto.certification;

import org.jspecify.annotations.NullMarked;
