package org.cardwright.crypto.pkcs11;

import java.security.SecureRandom;
import java.util.List;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.rsa.RandomBytes;
import org.cardwright.crypto.rsa.RsaEngine;
import org.cardwright.crypto.rsa.RsaKeyGenerator;
import org.cardwright.crypto.rsa.RsaKeyRequest;
import org.cardwright.crypto.rsa.RsaPrivateKey;

/** Trials of pairs: the session verifies every signature by the public half. */
final class PairTrials {

    private static final int EMV_MODULUS = 176;
    private static final int SHORT_MODULUS = 128;
    private static final int SEED = 32;

    private PairTrials() {}

    static boolean rsaGenerate(TokenSession session) {
        return signsRsa(
                session,
                generatedRsa(session, TokenKeyTemplate.passing(TokenKeyType.RSA, EMV_MODULUS, TokenKeyUse.SIGN)));
    }

    static boolean rsaImport(TokenSession session) {
        RsaKeyRequest request = new RsaKeyRequest(8 * SHORT_MODULUS, 65537, false, RandomBytes.of(new SecureRandom()));
        try (RsaPrivateKey software = new RsaKeyGenerator(RsaEngine.scalar())
                        .generate(List.of(request))
                        .get(0);
                SecretBytes encoded = software.toPkcs1()) {
            TokenKey key = session.importRsa(
                    TokenKeyTemplate.passing(TokenKeyType.RSA, SHORT_MODULUS, TokenKeyUse.SIGN), encoded);
            return signsRsa(session, key) && session.rsaPublicKey(key).equals(software.publicKey());
        }
    }

    static boolean rsaWrap(TokenSession session) {
        TokenKeyTemplate template = TokenKeyTemplate.passing(TokenKeyType.RSA, SHORT_MODULUS, TokenKeyUse.SIGN)
                .withExtraction();
        return leaves(session, generatedRsa(session, template));
    }

    static boolean ed25519Generate(TokenSession session) {
        TokenKey key = session.generateEd25519(TokenKeyTemplate.passing(TokenKeyType.ED25519, SEED, TokenKeyUse.SIGN));
        return session.signEd25519(key, session.random(SEED)).length > 0;
    }

    static boolean ed25519Import(TokenSession session) {
        try (SecretBytes seed = SecretBytes.adopt(session.random(SEED))) {
            TokenKey key =
                    session.importEd25519(TokenKeyTemplate.passing(TokenKeyType.ED25519, SEED, TokenKeyUse.SIGN), seed);
            return session.signEd25519(key, session.random(SEED)).length > 0;
        }
    }

    static boolean ed25519Wrap(TokenSession session) {
        return leaves(
                session,
                session.generateEd25519(TokenKeyTemplate.passing(TokenKeyType.ED25519, SEED, TokenKeyUse.SIGN)
                        .withExtraction()));
    }

    private static TokenKey generatedRsa(TokenSession session, TokenKeyTemplate template) {
        return session.generateRsa(template, 3);
    }

    private static boolean signsRsa(TokenSession session, TokenKey key) {
        byte[] block = session.random(key.bytes());
        block[0] &= 0x3F;
        return session.signRsa(key, block).length == key.bytes();
    }

    /** Longer than the key itself: an encoding that was encrypted. */
    private static boolean leaves(TokenSession session, TokenKey key) {
        TokenKey kek = session.generate(TokenKeyTemplate.passing(TokenKeyType.AES, SEED, TokenKeyUse.WRAP));
        return session.wrap(kek, key, WrapMethod.keyWrapPadded()).length > key.bytes();
    }
}
