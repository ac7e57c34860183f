package org.cardwright.crypto.envelope;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.bouncycastle.bcpg.AEADEncDataPacket;
import org.bouncycastle.bcpg.InputStreamPacket;
import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.PublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.cardwright.crypto.medium.BoundedInput;
import org.cardwright.formats.MalformedFileException;

/**
 * One OpenPGP message, armoured or binary: signed, then encrypted with protection of its integrity. RFC 9580, 10.3; RFC 4880, 11.3.
 *
 * <p>What stands inside is judged only once the encryption has been found unaltered, so that a refusal tells nobody what a changed message
 * would have opened to.
 */
public final class OpenPgpEnvelope implements Envelope {

    private static final int BUFFER_BYTES = 1 << 16;

    private static final Set<Integer> AES = Set.of(
            SymmetricKeyAlgorithmTags.AES_128, SymmetricKeyAlgorithmTags.AES_192, SymmetricKeyAlgorithmTags.AES_256);

    private final OpenPgpKey own;
    private final OpenPgpSigners signers;

    /** From these signers to this bureau. */
    public OpenPgpEnvelope(OpenPgpKey own, OpenPgpSigners signers) {
        this.own = own;
        this.signers = signers;
    }

    @Override
    public Set<String> signers() {
        return signers.fingerprints();
    }

    @Override
    public String open(Path sealed, String name, OutputStream clear) throws IOException {
        ClearOutput out = new ClearOutput(clear);
        try (BoundedInput in = new BoundedInput(
                new BufferedInputStream(Files.newInputStream(sealed), BUFFER_BYTES), OpenPgpContent.PACKET_BYTES)) {
            try {
                return open(in, new OpenPgpContent(own, signers, name), out);
            } catch (MalformedFileException refused) {
                throw refused;
            } catch (PGPException | IOException | RuntimeException malformed) {
                in.requireReadable();
                out.requireWritable();
                throw OpenPgpRule.MESSAGE.in(name);
            }
        }
    }

    private String open(BoundedInput in, OpenPgpContent content, ClearOutput out) throws IOException, PGPException {
        PGPObjectFactory packets = new BcPGPObjectFactory(PGPUtil.getDecoderStream(in));
        if (!(packets.nextObject() instanceof PGPEncryptedDataList list)) {
            throw OpenPgpRule.MESSAGE.in(content.name());
        }
        in.allow(Long.MAX_VALUE);
        OpenPgpKey.Recipient recipient =
                own.recipient(list).orElseThrow(() -> OpenPgpRule.RECIPIENT.in(content.name()));
        Decrypted decrypted = decrypted(recipient, in, content.name());
        MalformedFileException refused = null;
        String signer = "";
        try {
            signer = content.read(decrypted.data(), out);
        } catch (MalformedFileException inside) {
            refused = inside;
        } catch (PGPException | IOException | RuntimeException malformed) {
            refused = OpenPgpRule.MESSAGE.in(content.name());
        }
        out.requireWritable();
        in.requireReadable();
        if (!decrypted.isUnaltered()) {
            in.requireReadable();
            throw OpenPgpRule.ENCRYPTION.in(content.name());
        }
        if (refused != null) {
            throw refused;
        }
        requireEnd(packets, in, content.name());
        return signer;
    }

    private static Decrypted decrypted(OpenPgpKey.Recipient recipient, BoundedInput in, String name)
            throws IOException {
        InputStreamPacket packet = recipient.sealed().getEncData();
        boolean guarded = packet instanceof SymmetricEncIntegrityPacket || packet instanceof AEADEncDataPacket;
        if (!guarded) {
            throw OpenPgpRule.ENCRYPTION.in(name);
        }
        try {
            PublicKeyDataDecryptorFactory key = new BcPublicKeyDataDecryptorFactory(recipient.key());
            if (AES.contains(recipient.sealed().getSymmetricAlgorithm(key))) {
                return new Decrypted(recipient.sealed(), recipient.sealed().getDataStream(key));
            }
        } catch (PGPException | RuntimeException undecipherable) {
            in.requireReadable();
            throw OpenPgpRule.ENCRYPTION.in(name);
        }
        throw OpenPgpRule.ENCRYPTION.in(name);
    }

    /** The decrypted packets, and what says at their end that nobody changed them. */
    private record Decrypted(PGPPublicKeyEncryptedData sealed, InputStream data) {

        /** An MDC is compared at the end; AEAD throws at the chunk that was changed, or when the last one is missing. */
        boolean isUnaltered() {
            try {
                data.transferTo(OutputStream.nullOutputStream());
                boolean mdc = sealed.getEncData() instanceof SymmetricEncIntegrityPacket packet
                        && packet.getVersion() == SymmetricEncIntegrityPacket.VERSION_1;
                return !mdc || sealed.verify();
            } catch (PGPException | IOException | RuntimeException altered) {
                return false;
            }
        }
    }

    /** Behind the message nothing, behind its armour ends of lines. */
    private static void requireEnd(PGPObjectFactory packets, BoundedInput in, String name) throws IOException {
        in.allow(OpenPgpContent.PACKET_BYTES);
        if (packets.nextObject() != null) {
            throw OpenPgpRule.MESSAGE.in(name);
        }
        for (int one = in.read(); one >= 0; one = in.read()) {
            if (!Character.isWhitespace(one)) {
                throw OpenPgpRule.MESSAGE.in(name);
            }
        }
    }
}
