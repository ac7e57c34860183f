package org.cardwright.crypto.pkcs11;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCheckValue.Method;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.crypto.pkcs11.KeyFinding.Found;
import org.cardwright.formats.bytes.ByteString;
import org.xipki.pkcs11.wrapper.PKCS11Constants;

/**
 * A session with one token, given to a {@link TokenWork} and ended with it: keys that were made without a name are destroyed then.
 *
 * <p>Lengths are checked before the token is asked, because tokens answer wrong ones differently, or not at all:
 * {@link IllegalArgumentException}. Every call may throw {@link TokenFault}, which is for the {@link TokenGroup}.
 */
public final class TokenSession {

    private static final int MAX_RANDOM_BYTES = 1 << 16;
    private static final int ED25519_BYTES = 32;

    private final TokenMember token;
    private final RawSession raw;
    private final KeyMaking making;
    private final KeyFinding finding;
    private final PublicHalves publicHalves;
    private final List<Long> passing = new ArrayList<>();

    TokenSession(TokenMember token, RawSession raw) {
        this.token = token;
        this.raw = raw;
        this.finding = new KeyFinding(raw);
        this.publicHalves = new PublicHalves(raw);
        this.making = new KeyMaking(raw, passing::add);
    }

    /** The token, as the settings name it. */
    public String token() {
        return token.name();
    }

    /** The key of that name; it must have its check value, if one is given. It is looked for once as long as its handle is good. */
    public TokenKey find(TokenKeyName name) {
        return token.key(name, () -> {
            TokenKey key = new TokenKey(token, token.generation(), finding.find(name));
            KeyCheckValue expected = name.checkValue();
            if (expected != null && !checkValue(expected.method(), key).fits(expected)) {
                throw new SecurityModuleException(
                        Kind.KEY_REFUSED,
                        "token " + token.name() + " holds another key as " + name + ": the check value differs");
            }
            return key;
        });
    }

    /** Does the token hold a key of that name? */
    public boolean holds(TokenKeyName name) {
        return finding.all(name).length > 0;
    }

    /** All secret and private keys that stay on the token. */
    public List<TokenKeyInfo> list() {
        return finding.list();
    }

    /** A secret key from its clear value. A {@link TokenKeyType#DES} part becomes a 3DES key where single DES does not work. */
    public TokenKey create(TokenKeyTemplate template, SecretBytes value) {
        Require.secret(template);
        requireFree(template);
        if (template.type() == TokenKeyType.DES && !token.doesSingleDes()) {
            return key(template.of(TokenKeyType.DES2, 2 * template.bytes()), making.createDoubled(template, value));
        }
        return key(template, making.create(template, value));
    }

    /** A new secret key of the token's own; with a name only in {@link TokenGroup#runOnce}. */
    public TokenKey generate(TokenKeyTemplate template) {
        Require.secret(template);
        requireFree(template);
        return key(template, making.generate(template));
    }

    /** A new RSA pair of the token's own. With a name only in {@link TokenGroup#runOnce}. */
    public TokenKey generateRsa(TokenKeyTemplate template, int exponent) {
        Require.type(template.type(), TokenKeyType.RSA);
        requireFree(template);
        if (exponent != 3 && exponent != 65537) {
            throw new IllegalArgumentException("a public exponent is 3 or 65537, was " + exponent);
        }
        return pair(template, making.generateRsa(template, exponent));
    }

    /** A new Ed25519 pair of the token's own. With a name only in {@link TokenGroup#runOnce}. */
    public TokenKey generateEd25519(TokenKeyTemplate template) {
        Require.type(template.type(), TokenKeyType.ED25519);
        requireFree(template);
        return pair(template, making.generateEd25519(template));
    }

    /** An RSA pair from its clear encoding. RFC 8017, A.1.2. */
    public TokenKey importRsa(TokenKeyTemplate template, SecretBytes pkcs1) {
        Require.type(template.type(), TokenKeyType.RSA);
        requireFree(template);
        return pair(template, making.importRsa(template, pkcs1));
    }

    /** An Ed25519 pair from its clear seed of 32 bytes. RFC 8032, 5.1.5. */
    public TokenKey importEd25519(TokenKeyTemplate template, SecretBytes seed) {
        Require.type(template.type(), TokenKeyType.ED25519);
        requireFree(template);
        Require.length(seed.size() == ED25519_BYTES, "an Ed25519 seed has 32 bytes", seed.size());
        return pair(template, making.importEd25519(template, seed, PublicHalves.pointOf(seed)));
    }

    /** Destroys a key that has no name, before the work ends. */
    public void destroy(TokenKey key) {
        long handle = handle(key);
        if (!passing.remove(handle)) {
            throw new IllegalArgumentException("only keys without a name are destroyed so");
        }
        raw.destroy(handle);
    }

    /** Deletes a key with its public half from this token; only in {@link TokenGroup#runOnce} or {@link TokenGroup#onEach}. */
    public void delete(TokenKeyName name) {
        finding.find(name);
        token.forgetKey(name);
        for (long object : finding.all(name)) {
            raw.destroy(object);
        }
    }

    /** Encrypts whole blocks, each on its own. NIST SP 800-38A, 6.1. */
    public byte[] encryptEcb(TokenKey key, byte[] clear) {
        Require.blocks(key, clear);
        return raw.encrypt(Mechanisms.ecb(key.type()), handle(key), clear);
    }

    /** Decrypts whole blocks, each on its own. */
    public byte[] decryptEcb(TokenKey key, byte[] cryptogram) {
        Require.blocks(key, cryptogram);
        return raw.decrypt(Mechanisms.ecb(key.type()), handle(key), cryptogram);
    }

    /** Encrypts whole blocks with chaining. NIST SP 800-38A, 6.2. */
    public byte[] encryptCbc(TokenKey key, byte[] initialValue, byte[] clear) {
        Require.blocks(key, clear);
        Require.initialValue(key, initialValue.length);
        return raw.encrypt(Mechanisms.cbc(key.type(), initialValue.clone()), handle(key), clear);
    }

    /** Decrypts whole blocks with chaining. */
    public byte[] decryptCbc(TokenKey key, byte[] initialValue, byte[] cryptogram) {
        Require.blocks(key, cryptogram);
        Require.initialValue(key, initialValue.length);
        return raw.decrypt(Mechanisms.cbc(key.type(), initialValue.clone()), handle(key), cryptogram);
    }

    /** The CMAC of one block under a 3DES or AES key. NIST SP 800-38B. */
    public byte[] cmac(TokenKey key, byte[] data) {
        return raw.sign(Mechanisms.cmac(key.type()), handle(key), data);
    }

    /** The HMAC-SHA-256 of 32 bytes; many tokens refuse keys below 32 bytes. RFC 2104. */
    public byte[] hmac(TokenKey key, byte[] data) {
        Require.type(key.type(), TokenKeyType.GENERIC_SECRET);
        return raw.sign(Mechanisms.of(PKCS11Constants.CKM_SHA256_HMAC), handle(key), data);
    }

    /**
     * The bare private RSA operation on a block as long as the modulus and below it; the result is opened again with the public half before
     * it is given out. PKCS #11 Current Mechanisms v3.0, 2.1.8 (CKM_RSA_X_509); EMV 4.4 Book 2, A2.1.2.
     */
    public byte[] signRsa(TokenKey key, byte[] block) {
        Require.type(key.type(), TokenKeyType.RSA);
        RsaPublicKey publicKey = rsaPublicKey(key);
        Require.length(block.length == key.bytes(), "a block is as long as the modulus", block.length);
        if (!PublicHalves.isBelowModulus(publicKey, block)) {
            throw new IllegalArgumentException("a block is below the modulus");
        }
        byte[] signature = raw.sign(Mechanisms.of(PKCS11Constants.CKM_RSA_X_509), handle(key), block);
        return PublicHalves.verified(signature, PublicHalves.opensTo(publicKey, signature, block));
    }

    /** The signature of 64 bytes, verified before it is given out; the message is not empty. RFC 8032, 5.1.6. */
    public byte[] signEd25519(TokenKey key, byte[] message) {
        Require.type(key.type(), TokenKeyType.ED25519);
        Require.length(message.length > 0, "tokens do not sign an empty message", message.length);
        byte[] signature = raw.sign(Mechanisms.of(PKCS11Constants.CKM_EDDSA), handle(key), message);
        return PublicHalves.verified(signature, PublicHalves.verifies(ed25519PublicKey(key), message, signature));
    }

    /** Random bytes of the token, at most 65,536. */
    public byte[] random(int bytes) {
        Require.length(bytes > 0 && bytes <= MAX_RANDOM_BYTES, "1 to 65,536 random bytes", bytes);
        return raw.random(bytes);
    }

    /**
     * A key without a name that is the data, encrypted block by block under the master key; DES keys get odd parity. PKCS #11 Current
     * Mechanisms v3.0, 2.42; EMV 4.4 Book 2, A1.4.1 with the data of option A.
     *
     * @param data as long as the new key, in whole blocks of the master key
     */
    public TokenKey derive(TokenKey master, byte[] data, TokenKeyTemplate template) {
        Require.secret(template);
        Require.blocks(master, data);
        Require.length(data.length == template.bytes(), "data as long as the new key", data.length);
        return key(template, making.derive(master, data, template));
    }

    /** A key that may be extracted, encrypted under another one. */
    public byte[] wrap(TokenKey kek, TokenKey key, WrapMethod method) {
        if (key.type().isSecret()) {
            Require.wrappable(kek, key.bytes(), method);
        }
        return raw.wrap(Mechanisms.wrap(kek.type(), method), handle(kek), handle(key));
    }

    /** A key from its encrypted form; the length is checked, since tokens take what does not fit the type. */
    public TokenKey unwrap(TokenKey kek, byte[] wrapped, WrapMethod method, TokenKeyTemplate template) {
        Require.secret(template);
        requireFree(template);
        Require.wrappable(kek, template.bytes(), method);
        Require.length(
                wrapped.length == template.bytes() + method.overhead(),
                "the wrapped key fits its type",
                wrapped.length);
        return key(template, making.unwrap(Mechanisms.wrap(kek.type(), method), kek, wrapped, template));
    }

    /** The check value by the usual rule: zeros for DES, ones for AES, SHA-256 for the others. */
    public KeyCheckValue checkValue(TokenKey key) {
        return checkValue(CheckValues.usual(key.type()), key);
    }

    /** The check value by that rule; the key must be allowed to encrypt, or to sign for CMAC and HMAC. */
    public KeyCheckValue checkValue(Method method, TokenKey key) {
        return new CheckValues(this).of(method, key);
    }

    /** The public half of an RSA key. */
    public RsaPublicKey rsaPublicKey(TokenKey key) {
        Require.type(key.type(), TokenKeyType.RSA);
        handle(key);
        return publicHalves.rsa(key);
    }

    /** The public half of an Ed25519 key, 32 bytes. */
    public ByteString ed25519PublicKey(TokenKey key) {
        Require.type(key.type(), TokenKeyType.ED25519);
        handle(key);
        return publicHalves.ed25519(key);
    }

    /** Destroys what was made without a name; a session in which a call failed is closed, and takes its objects with it. */
    void end() {
        try {
            for (int i = 0; i < passing.size() && !raw.hasFailed(); i++) {
                raw.destroy(passing.get(i));
            }
        } catch (TokenFault closing) {
            passing.clear();
        }
    }

    void trySingleDes() {
        KeyMaking.trySingleDes(raw);
    }

    private TokenKey key(TokenKeyTemplate template, long handle) {
        return pair(template, 0, handle);
    }

    private TokenKey pair(TokenKeyTemplate template, long... publicAndPrivate) {
        Object scope = template.name() == null ? this : token;
        Found made = new Found(publicAndPrivate[1], publicAndPrivate[0], template.type(), template.bytes());
        return new TokenKey(scope, token.generation(), made);
    }

    private long handle(TokenKey key) {
        if (!key.belongsTo(token, this, token.generation())) {
            throw new IllegalStateException("a key of another token, or of work that has ended, is used");
        }
        return key.handle();
    }

    /** Two keys of one name could not be told apart any more. */
    private void requireFree(TokenKeyTemplate template) {
        TokenKeyName name = template.name();
        if (name != null && holds(name)) {
            throw new SecurityModuleException(
                    Kind.KEY_REFUSED, "token " + token.name() + " holds a key " + name + " already");
        }
    }
}
