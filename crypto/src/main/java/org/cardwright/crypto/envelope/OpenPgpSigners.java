package org.cardwright.crypto.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
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
     * @throws SecurityModuleException KEY_REFUSED when one of them holds no public key, a secret one, one that is there already, or a
     *     revocation that is not part of the key that it revokes
     */
    public static OpenPgpSigners load(List<Path> files, Clock clock) throws IOException {
        List<OpenPGPCertificate> certificates = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Path file : files) {
            for (OpenPGPCertificate certificate : load(file)) {
                require(known.add(fingerprint(certificate)), file, "holds a key that is registered already");
                certificates.add(certificate);
            }
        }
        return new OpenPgpSigners(certificates, clock);
    }

    private static List<OpenPGPCertificate> load(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        require(bytes.length <= MOST_BYTES, file, "is larger than 1 MiB");
        List<OpenPGPCertificate> found;
        try {
            found = new OpenPGPKeyReader(new BcOpenPGPImplementation()).parseKeysOrCertificates(bytes);
        } catch (IOException | RuntimeException unreadable) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, file.getFileName() + " holds no OpenPGP public key", unreadable);
        }
        require(
                !found.isEmpty() && found.stream().noneMatch(OpenPGPCertificate::isSecretKey),
                file,
                "must hold OpenPGP public keys and no secret one");
        boolean lost = armours(bytes) > found.size() || found.stream().anyMatch(OpenPgpSigners::isRevokedElsewhere);
        require(!lost, file, "holds a revocation beside its key: export the revoked key instead");
        return found;
    }

    private static void require(boolean holds, Path file, String why) {
        if (!holds) {
            throw new SecurityModuleException(Kind.KEY_REFUSED, file.getFileName() + " " + why);
        }
    }

    /** Blocks of armoured text; a block behind the key, such as its revocation, is read by nobody. RFC 9580, 6.2. */
    private static int armours(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).split("-----BEGIN PGP ", -1).length - 1;
    }

    /** A revocation of the primary key that stands behind a subkey counts for neither. RFC 9580, 5.2.1.12 and 10.1. */
    private static boolean isRevokedElsewhere(OpenPGPCertificate certificate) {
        for (OpenPGPComponentKey key : certificate.getKeys()) {
            Iterator<PGPSignature> revocations = key.getPGPPublicKey().getSignaturesOfType(PGPSignature.KEY_REVOCATION);
            if (!key.isPrimaryKey() && revocations.hasNext()) {
                return true;
            }
        }
        return false;
    }

    private static String fingerprint(OpenPGPCertificate certificate) {
        return HexFormat.of().withUpperCase().formatHex(certificate.getFingerprint());
    }

    /** Fingerprints of the primary keys. */
    Set<String> fingerprints() {
        return certificates.stream().map(OpenPgpSigners::fingerprint).collect(Collectors.toUnmodifiableSet());
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
