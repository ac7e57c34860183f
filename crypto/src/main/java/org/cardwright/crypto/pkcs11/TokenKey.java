package org.cardwright.crypto.pkcs11;

import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.pkcs11.KeyFinding.Found;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A key that stands on a token, for use in the {@link TokenWork} that found or made it. Its handle means nothing to another token, and
 * nothing after the library was started again (PKCS #11 v3.0, 5.1 and 5.7), so it refuses to be used there.
 */
public final class TokenKey {

    private final Object scope;
    private final long generation;
    private final Found found;
    private volatile @Nullable RsaPublicKey rsaPublicKey;
    private volatile @Nullable ByteString ed25519PublicKey;

    /**
     * @param scope the token for a key that stays, the work for one that does not
     * @param generation of the handles of the token
     */
    TokenKey(Object scope, long generation, Found found) {
        this.scope = scope;
        this.generation = generation;
        this.found = found;
    }

    /** What kind of key this is. */
    public TokenKeyType type() {
        return found.type();
    }

    /** Length of the key, or of the modulus of an RSA pair; 0 for a key that was found and whose length the token does not tell. */
    public int bytes() {
        return found.bytes();
    }

    long handle() {
        return found.key();
    }

    boolean belongsTo(Object one, Object other, long currentGeneration) {
        return (scope == one || scope == other) && generation == currentGeneration;
    }

    long publicHandle() {
        return found.publicKey();
    }

    @Nullable
    RsaPublicKey rsaPublicKey() {
        return rsaPublicKey;
    }

    void keep(RsaPublicKey publicKey) {
        rsaPublicKey = publicKey;
    }

    @Nullable
    ByteString ed25519PublicKey() {
        return ed25519PublicKey;
    }

    void keep(ByteString publicKey) {
        ed25519PublicKey = publicKey;
    }
}
