/** Tests of answers to the issuer. */
@NullMarked
package org.cardwright.perso.response;

import org.jspecify.annotations.NullMarked;
