package org.cardwright.crypto.mac;

import java.util.Arrays;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.formats.bytes.ByteString;

/**
 * What card and issuer prove to each other: application cryptogram, its response and script MACs.
 *
 * <p>EMV 4.4 Book 2, 8.1, 8.2 and 9.2. Not safe for several threads.
 */
public final class ApplicationCryptogram implements AutoCloseable {

    private static final int BYTES = 8;

    private final KeyAlgorithm algorithm;
    private final KeyCipher cipher;
    private final SecretBytes key;

    /**
     * Cryptograms under one key.
     *
     * @param algorithm TDES (16 bytes) or AES
     * @param key session key, or the master key where the cryptogram version says so; stays the caller's
     */
    public ApplicationCryptogram(KeyAlgorithm algorithm, SecretBytes key) {
        this.algorithm = algorithm;
        this.cipher = KeyCipher.of(algorithm, key);
        this.key = key;
    }

    /** Eight bytes over the data with padding 80 00... EMV 4.4 Book 2, 8.1.2 and A1.2. */
    public ByteString compute(ByteString data) {
        return mac(RetailMac.Padding.MANDATORY_80, data);
    }

    /** Eight bytes over the data with zero padding, as Visa CVN 10 has it (3DES only). ISO/IEC 9797-1, padding method 1. */
    public ByteString computeZeroPadded(ByteString data) {
        if (algorithm != KeyAlgorithm.TDES) {
            throw new IllegalStateException("zero padding belongs to 3DES cryptogram versions");
        }
        return mac(RetailMac.Padding.ZEROS, data);
    }

    /** ARPC method 1: eight bytes. EMV 4.4 Book 2, 8.2.1. */
    public ByteString responseMethod1(ByteString arqc, ByteString authorisationResponseCode) {
        byte[] block = Arrays.copyOf(arqc.toByteArray(), cipher.blockBytes());
        for (int i = 0; i < 2; i++) {
            block[i] ^= (byte) authorisationResponseCode.unsignedAt(i);
        }
        return ByteString.copyOf(cipher.encryptEcb(block), 0, BYTES);
    }

    /** ARPC method 2: four bytes over ARQC, card status update and 0 to 8 bytes of the issuer. EMV 4.4 Book 2, 8.2.2. */
    public ByteString responseMethod2(ByteString arqc, ByteString cardStatusUpdate, ByteString proprietary) {
        return compute(ByteString.concat(arqc, cardStatusUpdate, proprietary)).slice(0, 4);
    }

    private ByteString mac(RetailMac.Padding padding, ByteString data) {
        if (algorithm == KeyAlgorithm.AES) {
            return ByteString.copyOf(cipher.cmac(data.toByteArray()), 0, BYTES);
        }
        try (RetailMac mac = new RetailMac(key)) {
            return ByteString.of(mac.compute(padding, data.toByteArray()));
        }
    }

    /** Wipes the cipher; the key itself is the caller's. */
    @Override
    public void close() {
        cipher.close();
    }
}
