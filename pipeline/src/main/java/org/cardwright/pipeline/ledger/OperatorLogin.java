package org.cardwright.pipeline.ledger;

import java.util.Arrays;

/** Who acts, with the passphrase to prove it; {@link #close()} wipes the passphrase. */
public final class OperatorLogin implements AutoCloseable {

    private final String operator;
    private final char[] passphrase;

    /** Takes a copy of the passphrase. */
    public OperatorLogin(String operator, char[] passphrase) {
        this.operator = operator;
        this.passphrase = passphrase.clone();
    }

    /** The operator's id. */
    public String operator() {
        return operator;
    }

    /** The passphrase itself, to be checked at once; not a copy. */
    char[] passphrase() {
        return passphrase;
    }

    @Override
    public void close() {
        Arrays.fill(passphrase, '\0');
    }

    /** The id only. */
    @Override
    public String toString() {
        return "OperatorLogin(" + operator + ")";
    }
}
