package org.cardwright.perso.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Locale;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Manifest;

/** Signs a manifest with a key that is not the bureau's, by the platform's own provider. RFC 8032, RFC 8410. */
final class ForeignSignature {

    private static final int KEY_BYTES = 32;

    private ForeignSignature() {}

    static void sign(SealedBatchEdit batch) throws IOException {
        Path file = batch.path(Manifest.NAME);
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            ByteString encoded = ByteString.of(pair.getPublic().getEncoded());
            String text = member(
                    Files.readString(file), "public_key", encoded.slice(encoded.size() - KEY_BYTES, encoded.size()));
            Files.writeString(file, text);
            ByteArrayOutputStream form = new ByteArrayOutputStream();
            Manifest.signedForm(file).writeTo(form);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(form.toByteArray());
            Files.writeString(file, member(text, "signature", ByteString.of(signature.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String member(String json, String name, ByteString value) {
        return json.replaceFirst(
                "\"" + name + "\":\"[0-9a-f]+\"",
                "\"" + name + "\":\"" + value.toHex().toLowerCase(Locale.ROOT) + "\"");
    }
}
