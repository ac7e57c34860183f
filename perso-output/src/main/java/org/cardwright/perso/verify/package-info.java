/**
 * What goes in: a batch directory, public CA keys, and where they are given the orders, the products and a security module.
 * What comes out: what a terminal, a machine or an issuer would find wrong with it.
 *
 * <p>Written a second time, over public data, without a look at the classes that made the cards (EMV 4.4 Books 2 and 3).
 */
@NullMarked
package org.cardwright.perso.verify;

import org.jspecify.annotations.NullMarked;
