package org.cardwright.crypto.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.MalformedFileException;

/** Keys that may sign for an issuer, known one by one: no web of trust and no key server can add another. RFC 9580, 10.1. */
public final class OpenPgpSigners {

    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 255;
    private static final int MOST_BYTES = 1 << 20;

    private static final Set<Integer> EC = Set.of(
            PublicKeyAlgorithmTags.ECDSA,
            PublicKeyAlgorithmTags.EDDSA_LEGACY,
            PublicKeyAlgorithmTags.Ed25519,
            PublicKeyAlgorithmTags.Ed448);

    private final List<OpenPGPCertificate> certificates;
    private final Clock clock;

    private OpenPgpSigners(List<OpenPGPCertificate> certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Out of files with public keys, armoured or binary.
     *
     * @throws SecurityModuleException KEY_REFUSED when one of them holds no public key, or a secret one
     */
    public static OpenPgpSigners load(List<Path> files, Clock clock) throws IOException {
        List<OpenPGPCertificate> certificates = new ArrayList<>();
        for (Path file : files) {
            certificates.addAll(load(file));
        }
        return new OpenPgpSigners(certificates, clock);
    }

    private static List<OpenPGPCertificate> load(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES);
        }
        try {
            List<OpenPGPCertificate> found =
                    new OpenPGPKeyReader(new BcOpenPGPImplementation()).parseKeysOrCertificates(bytes);
            if (!found.isEmpty() && found.stream().noneMatch(OpenPGPCertificate::isSecretKey)) {
                return found;
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, file.getFileName() + " holds no OpenPGP public key", unreadable);
        }
        throw new SecurityModuleException(
                Kind.KEY_REFUSED, file.getFileName() + " must hold OpenPGP public keys and no secret one");
    }

    Instant now() {
        return clock.instant();
    }

    /** The key of that ID, when signatures under it count today. */
    PGPPublicKey require(long keyId, String name) throws MalformedFileException {
        for (OpenPGPCertificate certificate : certificates) {
            for (OpenPGPComponentKey key : certificate.getKeys()) {
                if (key.getPGPPublicKey().getKeyID() == keyId) {
                    return usable(certificate, key, name);
                }
            }
        }
        throw OpenPgpRule.SIGNER.in(name);
    }

    private PGPPublicKey usable(OpenPGPCertificate certificate, OpenPGPComponentKey key, String name)
            throws MalformedFileException {
        boolean signs = certificate.getSigningKeys(Date.from(now())).stream()
                .anyMatch(one -> one.getKeyIdentifier().equals(key.getKeyIdentifier()));
        if (!signs || !isStrong(key.getPGPPublicKey())) {
            throw OpenPgpRule.KEY.in(name);
        }
        return key.getPGPPublicKey();
    }

    private static boolean isStrong(PGPPublicKey key) {
        return key.getAlgorithm() == PublicKeyAlgorithmTags.RSA_GENERAL
                ? key.getBitStrength() >= RSA_BITS
                : EC.contains(key.getAlgorithm()) && key.getBitStrength() >= EC_BITS;
    }
}
