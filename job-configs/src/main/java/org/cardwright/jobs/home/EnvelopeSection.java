package org.cardwright.jobs.home;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an issuer must enclose its drops in.
 *
 * @param kind which envelope
 * @param signers files with the public keys or certificates with which it signs
 */
public record EnvelopeSection(Kind kind, List<Path> signers) {

    private static final String SIGNERS = "drop.signers";

    /** Copies the list. */
    public EnvelopeSection {
        signers = List.copyOf(signers);
    }

    /** Which envelope. */
    public enum Kind {
        /** Bare files. */
        NONE,
        /** OpenPGP messages, signed and encrypted. */
        OPENPGP,
        /** CMS containers, encrypted and signed. */
        CMS
    }

    /** The section of an issuer; none when its files come bare. */
    static Optional<EnvelopeSection> load(StrictProperties values, Path file) {
        Kind kind = values.choice("drop.envelope", Kind.NONE);
        String signers = values.text(SIGNERS, "");
        if ((kind == Kind.NONE) != signers.isEmpty()) {
            throw new ConfigurationException(
                    file.getFileName() + ": " + SIGNERS + " is needed with drop.envelope, and only then");
        }
        try {
            return kind == Kind.NONE
                    ? Optional.empty()
                    : Optional.of(new EnvelopeSection(
                            kind,
                            Arrays.stream(signers.split("\\s*,\\s*", -1))
                                    .map(file::resolveSibling)
                                    .toList()));
        } catch (InvalidPathException impossible) {
            throw new ConfigurationException(file.getFileName() + ": " + SIGNERS + " are no file names");
        }
    }
}
