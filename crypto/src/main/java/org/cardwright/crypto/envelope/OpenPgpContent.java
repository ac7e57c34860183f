package org.cardwright.crypto.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.IntendedRecipientFingerprint;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.cardwright.crypto.medium.BoundedInput;
import org.cardwright.formats.MalformedFileException;

/**
 * What is inside of the encryption: one signed literal, in at most one compressed packet. RFC 9580, 10.3.
 *
 * @param own the bureau's keys, to which a signature may be bound
 * @param signers whose signature counts
 * @param name how refusals call the file
 */
record OpenPgpContent(OpenPgpKey own, OpenPgpSigners signers, String name) {

    /** More than any packet needs that is not the content itself. */
    static final long PACKET_BYTES = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private static final Set<Integer> HASHES =
            Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    /** Subpackets that this program understands, which may be marked as critical. RFC 9580, 5.2.3.7. */
    private static final Set<Integer> UNDERSTOOD = Set.of(
            SignatureSubpacketTags.CREATION_TIME,
            SignatureSubpacketTags.EXPIRE_TIME,
            SignatureSubpacketTags.ISSUER_KEY_ID,
            SignatureSubpacketTags.ISSUER_FINGERPRINT,
            SignatureSubpacketTags.SIGNER_USER_ID,
            SignatureSubpacketTags.INTENDED_RECIPIENT_FINGERPRINT);

    /** Reads all of it; returns who signed. */
    String read(InputStream decrypted, ClearOutput clear) throws IOException, PGPException {
        BoundedInput packets = new BoundedInput(decrypted, PACKET_BYTES);
        PGPObjectFactory objects = new BcPGPObjectFactory(packets);
        Object first = objects.nextObject();
        String signer;
        if (first instanceof PGPCompressedData compressed) {
            packets.allow(Long.MAX_VALUE);
            BoundedInput inflated = new BoundedInput(compressed.getDataStream(), PACKET_BYTES);
            PGPObjectFactory inside = new BcPGPObjectFactory(inflated);
            signer = signed(inside.nextObject(), inside, inflated, clear);
            packets.allow(PACKET_BYTES);
        } else {
            signer = signed(first, objects, packets, clear);
        }
        requireEnd(objects);
        return signer;
    }

    private String signed(Object first, PGPObjectFactory objects, BoundedInput packets, ClearOutput clear)
            throws IOException, PGPException {
        if (!(first instanceof PGPOnePassSignatureList announced) || announced.size() != 1) {
            throw OpenPgpRule.SIGNER.in(name);
        }
        PGPOnePassSignature one = announced.get(0);
        PGPPublicKey key = signers.require(one.getKeyID(), name);
        one.init(new BcPGPContentVerifierBuilderProvider(), key);
        if (!(objects.nextObject() instanceof PGPLiteralData literal)) {
            throw OpenPgpRule.MESSAGE.in(name);
        }
        packets.allow(Long.MAX_VALUE);
        copy(literal.getInputStream(), one, clear);
        packets.allow(PACKET_BYTES);
        if (!(objects.nextObject() instanceof PGPSignatureList signatures) || signatures.size() != 1) {
            throw OpenPgpRule.SIGNER.in(name);
        }
        requireSignature(one, signatures.get(0));
        requireEnd(objects);
        return "OpenPGP " + HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
    }

    private static void copy(InputStream content, PGPOnePassSignature one, ClearOutput clear) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                one.update(buffer, 0, read);
                clear.write(buffer, 0, read);
            }
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
    }

    private void requireSignature(PGPOnePassSignature one, PGPSignature signature)
            throws PGPException, MalformedFileException {
        boolean sound = one.getSignatureType() == PGPSignature.BINARY_DOCUMENT
                && signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT
                && HASHES.contains(one.getHashAlgorithm())
                && signature.getHashAlgorithm() == one.getHashAlgorithm()
                && signature.getKeyAlgorithm() == one.getKeyAlgorithm();
        if (!sound || !isCurrent(signature) || !isForUs(signature) || !one.verify(signature)) {
            throw OpenPgpRule.SIGNATURE.in(name);
        }
    }

    private boolean isCurrent(PGPSignature signature) {
        PGPSignatureSubpacketVector said = signature.getHashedSubPackets();
        if (said == null || !Arrays.stream(said.getCriticalTags()).allMatch(UNDERSTOOD::contains)) {
            return false;
        }
        Date made = signature.getCreationTime();
        boolean expired = said.getSignatureExpirationTime() > 0
                && !made.toInstant()
                        .plusSeconds(said.getSignatureExpirationTime())
                        .isAfter(signers.now());
        return !expired && !made.toInstant().isAfter(signers.now().plus(CLOCKS_DIFFER));
    }

    /** A signer that names recipients means no others. RFC 9580, 5.2.3.36. */
    private boolean isForUs(PGPSignature signature) {
        IntendedRecipientFingerprint[] meant = signature.getHashedSubPackets().getIntendedRecipientFingerprints();
        return meant.length == 0 || Arrays.stream(meant).anyMatch(one -> own.has(one.getFingerprint()));
    }

    private void requireEnd(PGPObjectFactory objects) throws IOException {
        if (objects.nextObject() != null) {
            throw OpenPgpRule.MESSAGE.in(name);
        }
    }
}
