package org.cardwright.crypto.envelope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.cardwright.crypto.key.SecretBytes;

/** Somebody with an OpenPGP key of version 4: Ed25519 for signatures, X25519 for encryption. */
final class OpenPgpParty {

    static final String PASSPHRASE = "open-pgp-test";

    private final OpenPGPKey key;

    private OpenPgpParty(OpenPGPKey key) {
        this.key = key;
    }

    /** One that signs: its secret key is under no passphrase, which would take a second for each signature. */
    static OpenPgpParty of(String name) throws PGPException {
        return new OpenPgpParty(key(name).build());
    }

    /** One that opens: its secret key is under the passphrase. */
    static OpenPgpParty bureau() throws PGPException {
        return new OpenPgpParty(key("bureau").build(PASSPHRASE.toCharArray()));
    }

    private static OpenPGPKeyGenerator.WithPrimaryKey key(String name) throws PGPException {
        return new BcOpenPGPApi().generateKey(4).classicKey(name + " <" + name + "@cardwright.example>");
    }

    PGPKeyPair signing() throws PGPException {
        return key.getSecretKey(key.getSigningKeys().get(0)).unlock().getKeyPair();
    }

    PGPPublicKey encryption() {
        return key.getEncryptionKeys().get(0).getPGPPublicKey();
    }

    Path publicKey(Path to) throws IOException {
        return Files.writeString(to, key.toCertificate().toAsciiArmoredString());
    }

    Path secretKey(Path to) throws IOException {
        return Files.writeString(to, key.toAsciiArmoredString());
    }

    /** The secret keys as the bureau opens them. */
    OpenPgpKey opened(Path folder) throws IOException {
        try (SecretBytes passphrase = SecretBytes.adopt(PASSPHRASE.getBytes(StandardCharsets.US_ASCII))) {
            return OpenPgpKey.load(secretKey(folder.resolve("opened.asc")), passphrase);
        }
    }
}
