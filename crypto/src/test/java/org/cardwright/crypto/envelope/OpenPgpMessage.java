package org.cardwright.crypto.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** Makes messages part by part, also such as nobody should. */
final class OpenPgpMessage {

    /** How the encryption is protected. */
    enum Integrity {
        NONE,
        MDC,
        AEAD_OF_GNUPG,
        AEAD
    }

    private final OpenPgpParty signer;
    private final OpenPgpParty recipient;
    private Integrity integrity = Integrity.MDC;
    private int cipher = SymmetricKeyAlgorithmTags.AES_256;
    private int compression = PGPCompressedData.ZIP;
    private int layers = 1;
    private int hash = HashAlgorithmTags.SHA256;
    private int type = PGPSignature.BINARY_DOCUMENT;
    private int announced = 1;
    private int signatures = 1;
    private int literals = 1;
    private boolean armoured;
    private Consumer<PGPSignatureSubpacketGenerator> said = nothing -> {};

    OpenPgpMessage(OpenPgpParty signer, OpenPgpParty recipient) {
        this.signer = signer;
        this.recipient = recipient;
    }

    OpenPgpMessage under(Integrity how) {
        integrity = how;
        return this;
    }

    OpenPgpMessage cipher(int algorithm) {
        cipher = algorithm;
        return this;
    }

    OpenPgpMessage compressed(int algorithm, int times) {
        compression = algorithm;
        layers = times;
        return this;
    }

    OpenPgpMessage hashed(int algorithm) {
        hash = algorithm;
        return this;
    }

    OpenPgpMessage signedAs(int signatureType) {
        type = signatureType;
        return this;
    }

    OpenPgpMessage signatures(int before, int behind) {
        announced = before;
        signatures = behind;
        return this;
    }

    OpenPgpMessage literals(int count) {
        literals = count;
        return this;
    }

    OpenPgpMessage armoured() {
        armoured = true;
        return this;
    }

    OpenPgpMessage saying(Consumer<PGPSignatureSubpacketGenerator> subpackets) {
        said = subpackets;
        return this;
    }

    byte[] of(byte[] content) throws IOException, PGPException {
        byte[] packets = signed(content);
        for (int layer = 0; layer < layers; layer++) {
            packets = compressed(packets);
        }
        byte[] message = encrypted(packets);
        if (!armoured) {
            return message;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream armour = ArmoredOutputStream.builder().clearHeaders().build(out)) {
            armour.write(message);
        }
        return out.toByteArray();
    }

    private byte[] signed(byte[] content) throws IOException, PGPException {
        PGPSignatureGenerator signing = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(signer.signing().getPublicKey().getAlgorithm(), hash),
                signer.signing().getPublicKey());
        signing.init(type, signer.signing().getPrivateKey());
        PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(true, Date.from(Instant.now()));
        hashed.setIssuerFingerprint(false, signer.signing().getPublicKey());
        said.accept(hashed);
        signing.setHashedSubpackets(hashed.generate());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < announced; i++) {
            signing.generateOnePassVersion(false).encode(out);
        }
        for (int i = 0; i < literals; i++) {
            PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
            try (OutputStream data =
                    literal.open(out, PGPLiteralData.BINARY, "orders.csv", content.length, Date.from(Instant.EPOCH))) {
                data.write(content);
            }
        }
        signing.update(content);
        byte[] signature = signing.generate().getEncoded();
        for (int i = 0; i < signatures; i++) {
            out.write(signature);
        }
        return out.toByteArray();
    }

    private byte[] compressed(byte[] packets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream data = new PGPCompressedDataGenerator(compression).open(out)) {
            data.write(packets);
        }
        return out.toByteArray();
    }

    private byte[] encrypted(byte[] packets) throws IOException, PGPException {
        BcPGPDataEncryptorBuilder cipherOf = new BcPGPDataEncryptorBuilder(cipher);
        cipherOf.setWithIntegrityPacket(integrity != Integrity.NONE);
        if (integrity == Integrity.AEAD_OF_GNUPG) {
            cipherOf.setWithAEAD(AEADAlgorithmTags.OCB, 6).setUseV5AEAD();
        } else if (integrity == Integrity.AEAD) {
            cipherOf.setWithAEAD(AEADAlgorithmTags.OCB, 6).setUseV6AEAD();
        }
        PGPEncryptedDataGenerator encrypting = new PGPEncryptedDataGenerator(cipherOf);
        encrypting.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(recipient.encryption()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream data = encrypting.open(out, new byte[1 << 12])) {
            data.write(packets);
        }
        return out.toByteArray();
    }
}
