package org.cardwright.machine.terminal;

import java.util.Optional;

/** Who answers for the issuer. */
@FunctionalInterface
public interface IssuerHost {

    /** Nobody answers: the terminal is on its own. */
    IssuerHost UNREACHABLE = request -> Optional.empty();

    /** The answer; empty when there is none in time. */
    Optional<HostAnswer> authorise(AuthorisationRequest request);
}
