package org.cardwright.crypto.hostcommand;

import java.util.function.Function;

/**
 * How a request and an answer of {@code crypto.module} become fields and values again; both directions of both side by side, so that
 * client and simulator cannot differ.
 *
 * @param operation what is asked; of a batch, one entry is described
 * @param ask request to fields
 * @param asked fields to request
 * @param answer answer to fields
 * @param answered fields to answer
 */
record HostCall<Q, A>(
        HostOperation operation,
        Function<Q, HostFields> ask,
        Function<HostFields, Q> asked,
        Function<A, HostFields> answer,
        Function<HostFields, A> answered) {

    /** The operation. */
    @Override
    public String toString() {
        return operation.name();
    }
}
