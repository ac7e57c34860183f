package org.cardwright.crypto.rsa;

/**
 * The five parts of a private key as a card takes them, in the order of their data groupings.
 *
 * <p>EMV CPS 1.1, table of DGIs 8201 to 8205 (DDA key) and 8301 to 8305 (PIN key); p is the larger factor.
 */
public enum CrtPart {
    /** q^-1 mod p, DGI 8201. */
    Q_INVERSE,
    /** d mod (q - 1), DGI 8202. */
    D_Q,
    /** d mod (p - 1), DGI 8203. */
    D_P,
    /** Smaller factor q, DGI 8204. */
    Q,
    /** Larger factor p, DGI 8205. */
    P
}
