package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyOperation;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.module.KeyInventory;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.cardwright.perso.verify.VerificationContext;
import org.cardwright.perso.verify.VerificationReport;
import org.cardwright.pipeline.close.Inspection;
import org.cardwright.pipeline.close.ReleaseVerifier;
import org.cardwright.pipeline.step.Progress;

/** The independent verifier with the keys of an installation. */
final class Verification implements ReleaseVerifier {

    private final Keys keys;
    private final Expectations expectations;
    private final Effort effort;

    /**
     * What a verifier asks and trusts.
     *
     * @param module answers questions about what is under KEK2
     * @param recordKey RECORD_MAC key
     * @param signingKey MANIFEST_SIGNING key
     * @param caPublicKeys certification authorities that terminals know
     */
    record Keys(SecurityModule module, KeyName recordKey, KeyName signingKey, CaPublicKeys caPublicKeys) {

        /**
         * With the keys that made a batch, as its manifest names them, where the vault still has them for that use: the
         * configuration may name others since.
         */
        Keys thatMade(ManifestHead head) {
            return new Keys(
                    module,
                    named(head, KeyPurpose.RECORD_MAC).orElse(recordKey),
                    named(head, KeyPurpose.MANIFEST_SIGNING).orElse(signingKey),
                    caPublicKeys);
        }

        private Optional<KeyName> named(ManifestHead head, KeyPurpose purpose) {
            Set<String> names = head.keys().stream()
                    .filter(key -> key.usage().equals(purpose.usage()))
                    .map(ManifestHead.Key::name)
                    .collect(Collectors.toSet());
            return module.inventory().keys().stream()
                    .filter(key -> key.purpose() == purpose && KeyOperation.PROCESS.isAllowedIn(key.state()))
                    .map(KeyInventory.KeyDescription::name)
                    .filter(name -> names.contains(name.toString()))
                    .findFirst();
        }

        /** The public key of a payment system, as certificates are recovered with it. */
        Optional<RsaPublicKey> authority(ByteString rid, int index, int modulusBytes) {
            return caPublicKeys
                    .find(rid, index, modulusBytes)
                    .map(found -> new RsaPublicKey(found.modulus(), found.exponent()));
        }
    }

    /**
     * How it goes about its work.
     *
     * @param threads slices of cards looked at at a time; with one, only the thread that asks works
     * @param progress hears how far it has come
     */
    record Effort(int threads, Progress progress) {}

    /** Verifies against what is known of orders and products. */
    Verification(Keys keys, Expectations expectations, Effort effort) {
        this.keys = keys;
        this.expectations = expectations;
        this.effort = effort;
    }

    /** Also what could not be looked at: nobody releases what nobody saw. */
    @Override
    public Inspection inspect(Path directory) throws IOException {
        return Inspection.complete(report(directory));
    }

    /** The whole report. */
    VerificationReport report(Path directory) throws IOException {
        VerificationContext context = new VerificationContext(
                keys.caPublicKeys(),
                keys.module().seals(),
                Optional.of(keys.module().inventory().ed25519PublicKey(keys.signingKey())),
                Optional.of(keys.module()),
                Optional.of(keys.recordKey()),
                expectations);
        return new PersoFileVerifier(context, effort.threads())
                .verify(directory, (done, total) -> effort.progress().at("verify", done, total));
    }
}
