package org.cardwright.jobs.wiring;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.AuditHead;
import org.cardwright.pipeline.ledger.AuditSegment;
import org.cardwright.pipeline.ledger.SignedAuditHead;

/** Signs heads of the audit with the key of manifests, and knows those that keys for manifests of this module signed. */
public final class AuditSigning {

    private final SecurityModule module;
    private final KeyName key;
    private final Clock clock;

    AuditSigning(SecurityModule module, KeyName key, Clock clock) {
        this.module = module;
        this.key = key;
        this.clock = clock;
    }

    /** The head as it is now, signed. */
    public SignedAuditHead signed(AuditHead head) {
        SignedAuditHead.Statement statement =
                new SignedAuditHead.Statement(head, clock.instant().truncatedTo(ChronoUnit.SECONDS), key.toString());
        return new SignedAuditHead(statement, module.seals().sign(key, statement.message()));
    }

    /** A part of the audit as it is archived now, signed. */
    public AuditSegment.Signed signed(AuditSegment.Extent extent, String sha256) {
        AuditSegment segment =
                new AuditSegment(extent, sha256, clock.instant().truncatedTo(ChronoUnit.SECONDS), key.toString());
        return new AuditSegment.Signed(segment, module.seals().sign(key, segment.message()));
    }

    /** True when a key of this module signed that head. */
    public boolean isOurs(SignedAuditHead head) {
        return isOurs(head.statement().key(), head.statement().message(), head.signature());
    }

    /** True when a key of this module signed that segment. */
    public boolean isOurs(AuditSegment.Signed signed) {
        return isOurs(signed.segment().key(), signed.segment().message(), signed.signature());
    }

    private boolean isOurs(String signedBy, ByteString message, ByteString signature) {
        return isSigned(name -> name.toString().equals(signedBy), message, signature);
    }

    /** True when any key for manifests of this module signed the message. */
    boolean isSigned(ByteString message, ByteString signature) {
        return isSigned(any -> true, message, signature);
    }

    private boolean isSigned(Predicate<KeyName> by, ByteString message, ByteString signature) {
        KeyInventory inventory = module.inventory();
        return inventory.keys().stream()
                .filter(found -> found.purpose() == KeyPurpose.MANIFEST_SIGNING && by.test(found.name()))
                .anyMatch(found -> module.seals().verify(inventory.ed25519PublicKey(found.name()), message, signature));
    }
}
