package org.cardwright.pipeline.partition;

/** The message broker does not answer, or refuses us. */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean refusal;

    BrokerException(String message, boolean refusal, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** True when it would refuse us again: user, password or certificate. */
    public boolean isRefusal() {
        return refusal;
    }
}
