package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.ceremony.Transcript;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.AuditEntry;
import org.cardwright.pipeline.ledger.AuditEvent;
import org.cardwright.pipeline.ledger.WrongUsageException;

/**
 * The certificate of the destruction of a key: which key it was, who destroyed it when and why, what was searched for it, and what stays.
 * Signed lines and pages to be signed by hand, as a ceremony leaves them. PCI Card Production, Logical, 8.10: destruction is recorded.
 */
final class DestructionCertificate {

    private static final Set<AuditEvent> ACTS = EnumSet.of(
            AuditEvent.KEY_ACT_REQUESTED,
            AuditEvent.KEY_ACT_APPROVED,
            AuditEvent.KEY_DESTRUCTION_PLANNED,
            AuditEvent.KEY_CALLED_BACK,
            AuditEvent.KEY_DESTROYED,
            AuditEvent.KEY_ACT_RESOLVED);

    private DestructionCertificate() {}

    /**
     * Writes one below a directory.
     *
     * @return the directory of this certificate
     * @throws WrongUsageException when the key is not destroyed
     */
    static Path write(OpenedHome installation, KeyName name, DestructionSearch search, Path parent) throws IOException {
        KeyDescription key = installation.key(name);
        if (key.state() != KeyState.DESTROYED || !search.isClean()) {
            throw new WrongUsageException(name + " is not gone; there is nothing to certify");
        }
        Transcript certificate =
                Transcript.ofDestruction(name.toString().replace('/', '-'), words(key), Clock.systemUTC());
        try (Stream<AuditEntry> entries = installation.pipeline().audit()) {
            entries.filter(entry -> isAbout(entry, key))
                    .forEach(entry ->
                            certificate.add(new Transcript.Step(entry.at(), entry.operator(), entry.reason())));
        }
        said(search)
                .forEach(line ->
                        certificate.add(new Transcript.Step(Clock.systemUTC().instant(), Audit.SYSTEM, line)));
        CeremonyFiles files = new CeremonyFiles(parent, certificate.head().ceremony());
        files.keep(certificate, HeldCeremony.signer(installation));
        return files.directory();
    }

    private static String words(KeyDescription key) {
        return "destruction of key " + key.name() + ", check value "
                + key.checkValue().toHex() + " ("
                + key.checkValue().method() + "), " + key.algorithm() + ", for " + KeyOptions.words(key.purpose())
                + ", of " + key.custody().owner() + ", shared with "
                + key.custody().recipient();
    }

    /** {@code plan to destroy bank-one.cvk/1, check value 08D7B4, DEACTIVATED until now ...}. */
    private static boolean isAbout(AuditEntry entry, KeyDescription key) {
        String about = " " + key.name() + ", check value " + key.checkValue().toHex();
        boolean ends = Stream.of("plan to destroy", "destroy", "call back")
                .anyMatch(act -> entry.reason().contains(act + about));
        return entry.success() && ends && ACTS.contains(entry.event());
    }

    private static List<String> said(DestructionSearch search) {
        return Stream.of(
                        Stream.of("nothing was found; files searched: " + search.searched()),
                        search.places().stream().map(place -> "searched with all below it: " + place),
                        search.notSearched().stream().map(file -> "could not be searched: " + file),
                        search.notChecked().stream().map(what -> "not checked, may stay: " + what))
                .flatMap(lines -> lines)
                .toList();
    }
}
