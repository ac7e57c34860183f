package org.cardwright.crypto.key;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * A cipher with a key that stands clear in this process while it is used. Setting up costs ten times what a block costs, hence
 * the reuse.
 *
 * <p>The copy of the key is wiped by {@link #close()}. The key schedules inside the engines are private to Bouncy Castle and cannot
 * be overwritten in place: closing lets go of them, and they are gone with the next garbage collection. So there are as few as
 * possible: one for each direction that is used, none for a MAC.
 */
final class ClearKeyCipher extends KeyCipher {

    private static final int DES_BYTES = 8;

    private final KeyAlgorithm algorithm;
    private final KeyParameter key;
    private final boolean singleDes;
    private @Nullable BlockCipher encryptor;
    private @Nullable BlockCipher decryptor;

    private ClearKeyCipher(KeyAlgorithm algorithm, boolean singleDes, KeyParameter key) {
        this.algorithm = algorithm;
        this.singleDes = singleDes;
        this.key = key;
        this.encryptor = engine(true);
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
        return new ClearKeyCipher(algorithm, false, new KeyParameter(ClearKeyAccess.open(key)));
    }

    static ClearKeyCipher withLeftHalf(SecretBytes doubleLengthKey) {
        KeyParameter half = new KeyParameter(ClearKeyAccess.open(doubleLengthKey), 0, DES_BYTES);
        return new ClearKeyCipher(KeyAlgorithm.TDES, true, half);
    }

    private BlockCipher engine(boolean encrypts) {
        BlockCipher engine;
        if (algorithm == KeyAlgorithm.AES) {
            engine = AESEngine.newInstance();
        } else {
            engine = singleDes ? new DESEngine() : new DESedeEngine();
        }
        engine.init(encrypts, key);
        return engine;
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
        return ecb(encryptor(), clear);
    }

    @Override
    public byte[] decryptEcb(byte[] cryptogram) {
        return ecb(decryptor(), cryptogram);
    }

    private byte[] ecb(BlockCipher engine, byte[] in) {
        int size = wholeBlocks(in.length);
        byte[] out = new byte[in.length];
        for (int at = 0; at < in.length; at += size) {
            engine.processBlock(in, at, out, at);
        }
        return out;
    }

    @Override
    void encryptBlock(byte[] block) {
        encryptor().processBlock(block, 0, block, 0);
    }

    @Override
    void decryptBlock(byte[] block) {
        decryptor().processBlock(block, 0, block, 0);
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
            throw closed();
        }
        return engine;
    }

    /** Set up when it is needed first: most ciphers only encrypt, and setting up is what costs. */
    private BlockCipher decryptor() {
        if (encryptor == null) {
            throw closed();
        }
        BlockCipher engine = decryptor;
        if (engine == null) {
            engine = engine(false);
            decryptor = engine;
        }
        return engine;
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the key is closed");
    }

    /** Wipes the key and lets go of the key schedules. */
    @Override
    public void close() {
        Arrays.fill(key.getKey(), (byte) 0);
        encryptor = null;
        decryptor = null;
    }
}
