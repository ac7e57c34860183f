/**
 * What goes in: XML files that say everything that is not per card, checked against {@code profile-1.xsd}.
 * What comes out: effective products, in which every value knows where it came from.
 * AIP and AFL are computed here, never typed (EMV 4.4 Book 3, annex C1, and 10.2).
 * A secret has a class other than CLEAR by construction.
 * {@code ProductCatalog.load(directory).forIssuer("bank-one").find("visa-sda", "", today)}
 */
@NullMarked
package org.cardwright.formats.profile;

import org.jspecify.annotations.NullMarked;
