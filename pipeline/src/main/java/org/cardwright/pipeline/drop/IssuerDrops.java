package org.cardwright.pipeline.drop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cardwright.crypto.envelope.Envelope;
import org.cardwright.formats.issuer.IssuerLayout;

/**
 * What is agreed with one issuer about its drops.
 *
 * @param issuer configured name
 * @param layouts layouts the issuer sends, the usual one first
 * @param source where it drops its files
 * @param completion how it says that one is complete
 * @param quiet how long a file has not changed before it is taken
 * @param maxBytes largest file
 * @param maxWaiting files that are taken ahead of the batches; the others wait in the folder
 * @param answers where it finds what became of its files
 * @param envelope what it must enclose them in; empty for bare files
 */
public record IssuerDrops(
        String issuer,
        List<IssuerLayout> layouts,
        DropSource source,
        Completion completion,
        Duration quiet,
        long maxBytes,
        int maxWaiting,
        Optional<Path> answers,
        Optional<Envelope> envelope) {

    /** Copies the list. */
    public IssuerDrops {
        layouts = List.copyOf(layouts);
    }
}
