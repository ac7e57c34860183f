package org.cardwright.jobs.command;

import picocli.CommandLine.Option;

/** {@code --rehearsal}: everything as in earnest, for nothing. */
final class RehearsalOption {

    @Option(
            names = "--rehearsal",
            description = "Practises: a module that is thrown away, everything marked REHEARSAL, nothing kept but the"
                    + " transcript and the marked sheets.")
    private boolean asked;

    boolean asked() {
        return asked;
    }
}
