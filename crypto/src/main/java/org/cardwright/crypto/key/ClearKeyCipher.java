package org.cardwright.crypto.key;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * A cipher with a key that stands clear in this process while it is used. Setting up costs more than a block, hence the reuse.
 *
 * <p>The copy of the key and the schedules of a DES key are wiped by {@link #close()}. The key schedules inside AES engines are private
 * to Bouncy Castle and cannot be overwritten in place: closing lets go of them, and they are gone with the next garbage collection. So
 * there are as few as possible: one for each direction that is used.
 */
final class ClearKeyCipher extends KeyCipher {

    private static final int DES_BYTES = 8;

    private final KeyAlgorithm algorithm;
    private final KeyParameter key;
    private final @Nullable DesRounds des;
    private @Nullable BlockCipher encryptor;
    private @Nullable BlockCipher decryptor;
    private boolean closed;

    private ClearKeyCipher(KeyAlgorithm algorithm, KeyParameter key) {
        this.algorithm = algorithm;
        this.key = key;
        this.des = algorithm == KeyAlgorithm.TDES ? new DesRounds(key.getKey()) : null;
    }

    static ClearKeyCipher with(KeyAlgorithm algorithm, SecretBytes key) {
        int bytes = key.size();
        boolean fits = switch (algorithm) {
            case TDES -> bytes == 16 || bytes == 24;
            case AES -> bytes == 16 || bytes == 24 || bytes == 32;
            default -> false;
        };
        if (!fits) {
            throw new KeyRefusedException("a key of " + bytes + " bytes is no " + algorithm + " key");
        }
        return new ClearKeyCipher(algorithm, new KeyParameter(ClearKeyAccess.open(key)));
    }

    static ClearKeyCipher withLeftHalf(SecretBytes doubleLengthKey) {
        KeyParameter half = new KeyParameter(ClearKeyAccess.open(doubleLengthKey), 0, DES_BYTES);
        return new ClearKeyCipher(KeyAlgorithm.TDES, half);
    }

    @Override
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public int keyBytes() {
        return key.getKeyLength();
    }

    @Override
    public byte[] encryptEcb(byte[] clear) {
        return ecb(true, clear);
    }

    @Override
    public byte[] decryptEcb(byte[] cryptogram) {
        return ecb(false, cryptogram);
    }

    private byte[] ecb(boolean encrypts, byte[] in) {
        int size = wholeBlocks(in.length);
        byte[] out = new byte[in.length];
        for (int at = 0; at < in.length; at += size) {
            block(encrypts, in, out, at);
        }
        return out;
    }

    @Override
    void encryptBlock(byte[] block) {
        block(true, block, block, 0);
    }

    @Override
    void decryptBlock(byte[] block) {
        block(false, block, block, 0);
    }

    private void block(boolean encrypts, byte[] in, byte[] out, int at) {
        if (closed) {
            throw new IllegalStateException("the key is closed");
        }
        if (des == null) {
            (encrypts ? encryptor() : decryptor()).processBlock(in, at, out, at);
        } else if (encrypts) {
            des.encrypt(in, out, at);
        } else {
            des.decrypt(in, out, at);
        }
    }

    @Override
    KeyCipher variant(int change) {
        byte[] changed = key.getKey().clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] ^= (byte) change;
        }
        try (SecretBytes secret = SecretBytes.adopt(changed)) {
            return with(algorithm, secret);
        }
    }

    private BlockCipher encryptor() {
        BlockCipher engine = encryptor;
        if (engine == null) {
            engine = engine(true);
            encryptor = engine;
        }
        return engine;
    }

    private BlockCipher decryptor() {
        BlockCipher engine = decryptor;
        if (engine == null) {
            engine = engine(false);
            decryptor = engine;
        }
        return engine;
    }

    private BlockCipher engine(boolean encrypts) {
        BlockCipher engine = AESEngine.newInstance();
        engine.init(encrypts, key);
        return engine;
    }

    /** Wipes the key and lets go of the key schedules that cannot be wiped. */
    @Override
    public void close() {
        closed = true;
        Arrays.fill(key.getKey(), (byte) 0);
        if (des != null) {
            des.wipe();
        }
        encryptor = null;
        decryptor = null;
    }
}
