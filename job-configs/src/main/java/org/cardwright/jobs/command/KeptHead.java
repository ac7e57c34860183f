package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.AuditHead;
import org.cardwright.pipeline.ledger.SignedAuditHead;

/**
 * A head of the audit that somebody kept: noted by hand, or in a file that is signed.
 *
 * @param head number and hash
 * @param signed the whole file, if it was one
 */
record KeptHead(AuditHead head, Optional<SignedAuditHead> signed) {

    private static final int MAX_BYTES = 1_000;

    /**
     * What was given.
     *
     * @throws org.cardwright.pipeline.ledger.WrongUsageException when it is neither
     */
    static KeptHead of(String given) throws IOException {
        Optional<Path> file = file(given);
        if (file.isEmpty()) {
            return new KeptHead(AuditHead.parse(given), Optional.empty());
        }
        boolean tooLong = Files.size(file.get()) > MAX_BYTES;
        String text = tooLong ? "" : new String(Files.readAllBytes(file.get()), StandardCharsets.ISO_8859_1);
        SignedAuditHead signed = SignedAuditHead.parse(text);
        return new KeptHead(signed.statement().head(), Optional.of(signed));
    }

    private static Optional<Path> file(String given) {
        try {
            return Optional.of(Path.of(given)).filter(Files::isRegularFile);
        } catch (InvalidPathException noFile) {
            return Optional.empty();
        }
    }

    /** True when it is not signed, or by a key of this installation. */
    boolean isOf(OpenedHome installation) {
        return signed.isEmpty() || installation.auditSigning().isOurs(signed.get());
    }
}
