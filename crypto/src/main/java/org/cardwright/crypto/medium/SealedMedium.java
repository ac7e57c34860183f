package org.cardwright.crypto.medium;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSAuthEnvelopedDataParser;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataParser;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientId;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.cardwright.formats.MalformedFileException;

/**
 * A container on the disk: CMS signed data whose content is authenticated-enveloped data. RFC 5652, 5; RFC 5083.
 *
 * <p>The signature is over what is encrypted, so it is judged before anything is opened. Nothing is kept in memory but the lists
 * around the content, which are bounded. Whoever decrypts must not change the file in between.
 */
public final class SealedMedium {

    static final DigestCalculatorProvider DIGESTS = new BcDigestCalculatorProvider();
    static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private static final int TAG_BYTES = 16;
    private static final int MAX_END_BYTES = 6;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Of what stands before the content, before the encrypted content, and behind the content: parsers keep these lists in memory. */
    private static final long LIST_BYTES = 1 << 20;

    private final Path file;
    private final String name;

    /** Over a file that nobody else changes. */
    public SealedMedium(Path file, String shownName) {
        this.file = file;
        this.name = shownName;
    }

    /** Takes the content in. */
    @FunctionalInterface
    public interface Content {

        /** Reads as far as it likes; what it read is only true when the opening has come to its end. */
        void read(InputStream clear) throws IOException;
    }

    /** Reads a part of the container. */
    @FunctionalInterface
    private interface Parsing {
        void parse(CMSSignedDataParser signed, BoundedInput in) throws IOException, CMSException;
    }

    /**
     * Requires the signature.
     *
     * @param signers the certificates that may sign, and when
     * @return the one that did
     * @throws MalformedFileException when it is no container, or not signed as it must be
     */
    public X509Certificate requireSigned(MediumSigners signers) throws IOException {
        List<X509Certificate> signer = new ArrayList<>();
        parsed((signed, in) -> {
            in.allow(Files.size(file));
            signed.getSignedContent().drain();
            in.allow(LIST_BYTES);
            signer.add(signers.require(signed.getSignerInfos().getSigners(), name));
            requireEnd(in);
        });
        return signer.get(0);
    }

    /** Ends of constructed values without a length are all that may follow. X.690, 8.1.5. */
    private void requireEnd(InputStream behind) throws IOException {
        byte[] ends = behind.readNBytes(MAX_END_BYTES + 1);
        if (ends.length > MAX_END_BYTES || !Arrays.equals(ends, new byte[ends.length])) {
            throw MediumRule.CONTAINER.in(name);
        }
    }

    /**
     * Opens the content, whose signature was found right before.
     *
     * @throws MalformedFileException when it is not encrypted to this key, or was altered: then nothing that was read may be used
     */
    public void open(MediumKey own, Content content) throws IOException {
        parsed((signed, in) -> {
            CMSAuthEnvelopedDataParser enveloped =
                    new CMSAuthEnvelopedDataParser(signed.getSignedContent().getContentStream());
            requireCipher(enveloped);
            RecipientInformation recipient = recipient(enveloped, own);
            in.allow(Files.size(file));
            InputStream clear = new Opened(opened(recipient, own), name);
            read(content, clear);
            // the tag is compared at the end
            clear.transferTo(OutputStream.nullOutputStream());
        });
    }

    private void requireCipher(CMSAuthEnvelopedDataParser enveloped) throws IOException {
        boolean gcm = NISTObjectIdentifiers.id_aes256_GCM.getId().equals(enveloped.getEncAlgOID());
        if (!gcm || GCMParameters.getInstance(enveloped.getEncAlgParams()).getIcvLen() != TAG_BYTES) {
            throw MediumRule.ENCRYPTION.in(name);
        }
    }

    private RecipientInformation recipient(CMSAuthEnvelopedDataParser enveloped, MediumKey own) throws IOException {
        RecipientInformation found = enveloped.getRecipientInfos().get(new JceKeyTransRecipientId(own.certificate()));
        boolean oaep = found instanceof KeyTransRecipientInformation
                && PKCSObjectIdentifiers.id_RSAES_OAEP.getId().equals(found.getKeyEncryptionAlgOID());
        if (!oaep) {
            throw MediumRule.RECIPIENT.in(name);
        }
        return found;
    }

    private InputStream opened(RecipientInformation recipient, MediumKey own) throws IOException {
        try {
            return recipient
                    .getContentStream(new JceKeyTransAuthEnvelopedRecipient(own.key()).setProvider(PROVIDER))
                    .getContentStream();
        } catch (CMSException | RuntimeException undecipherable) {
            throw MediumRule.RECIPIENT.in(name);
        }
    }

    private static void read(Content content, InputStream clear) throws MalformedFileException {
        try {
            content.read(clear);
        } catch (MalformedFileException refused) {
            throw refused;
        } catch (IOException | RuntimeException ofTheReader) {
            throw new ReaderFailedException(ofTheReader);
        }
    }

    /** The parsers throw whatever comes to their mind at a strange byte, and may quote it. */
    private void parsed(Parsing parsing) throws IOException {
        try (BoundedInput in =
                new BoundedInput(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), LIST_BYTES)) {
            try {
                CMSSignedDataParser signed = new CMSSignedDataParser(DIGESTS, in);
                if (signed.getSignedContent() == null
                        || !CMSObjectIdentifiers.data.getId().equals(signed.getSignedContentTypeOID())) {
                    throw MediumRule.CONTAINER.in(name);
                }
                parsing.parse(signed, in);
            } catch (MalformedFileException refused) {
                throw refused;
            } catch (ReaderFailedException failed) {
                throw failed.original();
            } catch (CMSException | IOException | RuntimeException malformed) {
                in.requireReadable();
                throw MediumRule.CONTAINER.in(name);
            }
        }
    }

    /** What failed in the hands of who reads the content is not the fault of the container. */
    private static final class ReaderFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ReaderFailedException(Exception original) {
            super(original);
        }

        IOException original() throws IOException {
            if (getCause() instanceof IOException failed) {
                return failed;
            }
            throw getCause() instanceof RuntimeException broken ? broken : this;
        }
    }

    /** Content whose cipher says at some byte, or behind the last, that it was altered. */
    private static final class Opened extends FilterInputStream {

        private final String name;

        Opened(InputStream clear, String name) {
            super(clear);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return super.read(into, offset, length);
            } catch (IOException | RuntimeException altered) {
                throw MediumRule.ENCRYPTION.in(name);
            }
        }
    }
}
