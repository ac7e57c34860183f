package org.cardwright.crypto.module;

import static org.cardwright.crypto.pkcs11.TokenKeyUse.ENCRYPT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.module.CardKeys.WrappedCardKeys;
import org.cardwright.crypto.pkcs11.TokenGroup;
import org.cardwright.crypto.pkcs11.TokenKey;
import org.cardwright.crypto.pkcs11.TokenKeyTemplate;
import org.cardwright.crypto.pkcs11.TokenKeyType;
import org.cardwright.crypto.pkcs11.WrapMethod;
import org.cardwright.formats.bytes.ByteString;

/**
 * Card keys derived and wrapped on a token: C_DeriveKey with ECB_ENCRYPT_DATA, C_WrapKey under KEK2, one key after the other so that
 * the cryptograms together are the encryption of the keys together. PKCS #11 v3.0, 5.18; EMV 4.4 Book 2, A1.4.
 */
record TokenDerivation(TokenGroup tokens) implements DeviceDerivation {

    @Override
    public WrappedCardKeys derive(
            List<KeyAttributes> issuerMasterKeys, byte[] input, KeyAttributes under, WrapUnder.Mode mode) {
        return tokens.run(token -> {
            TokenKey kek = token.find(TokenKeys.name(under));
            Chain chain = new Chain(under, mode);
            ByteString cryptogram = ByteString.EMPTY;
            List<KeyCheckValue> checkValues = new ArrayList<>();
            for (KeyAttributes master : issuerMasterKeys) {
                TokenKey key = token.derive(
                        token.find(TokenKeys.name(master)),
                        input(master, input),
                        template(TokenKeys.bytes(master), master.algorithm()));
                ByteString wrapped = ByteString.of(token.wrap(kek, key, chain.method(key.bytes())));
                checkValues.add(token.checkValue(key));
                cryptogram = cryptogram.plus(wrapped);
                chain.after(wrapped);
            }
            return new WrappedCardKeys(cryptogram, List.copyOf(checkValues));
        });
    }

    @Override
    public boolean checkValuesFit(
            ByteString wrappedKeys, KeyAttributes under, WrapUnder.Mode mode, List<KeyCheckValue> values) {
        int bytes = wrappedKeys.size() / values.size();
        return tokens.run(token -> {
            TokenKey kek = token.find(TokenKeys.name(under));
            Chain chain = new Chain(under, mode);
            boolean fit = true;
            for (int i = 0; i < values.size(); i++) {
                ByteString wrapped = wrappedKeys.slice(i * bytes, (i + 1) * bytes);
                TokenKeyTemplate template = template(bytes, algorithm(values.get(i)));
                TokenKey key = token.unwrap(kek, wrapped.toByteArray(), chain.method(bytes), template);
                fit &= token.checkValue(values.get(i).method(), key).fits(values.get(i));
                chain.after(wrapped);
            }
            return fit;
        });
    }

    private static KeyAlgorithm algorithm(KeyCheckValue value) {
        return value.method() == KeyCheckValue.Method.TDES_ZEROS ? KeyAlgorithm.TDES : KeyAlgorithm.AES;
    }

    private static TokenKeyTemplate template(int bytes, KeyAlgorithm algorithm) {
        return TokenKeyTemplate.passing(TokenKeyType.of(algorithm, bytes), bytes, ENCRYPT)
                .withExtraction();
    }

    /** As much of the input as the key is long; tokens give no part of a block. */
    private static byte[] input(KeyAttributes master, byte[] input) {
        int bytes = TokenKeys.bytes(master);
        if (bytes % master.algorithm().blockBytes() != 0) {
            throw new KeyRefusedException(
                    "custody STRICT: a token derives no key of " + bytes + " bytes; the job would need TRANSIT");
        }
        return Arrays.copyOf(input, bytes);
    }

    /** The initial value of each wrap, so that the pieces are one encryption. NIST SP 800-38A, 6.1 and 6.2. */
    private static final class Chain {

        private final WrapUnder.Mode mode;
        private final int blockBytes;
        private ByteString last;

        Chain(KeyAttributes under, WrapUnder.Mode mode) {
            this.mode = mode;
            this.blockBytes = under.algorithm().blockBytes();
            this.last = ByteString.repeat(0, blockBytes);
        }

        /** A single block is the same in both modes, and more tokens can do it in CBC. */
        WrapMethod method(int keyBytes) {
            if (mode == WrapUnder.Mode.CBC) {
                return WrapMethod.cbc(last);
            }
            return keyBytes == blockBytes ? WrapMethod.cbc(ByteString.repeat(0, blockBytes)) : WrapMethod.ecb();
        }

        void after(ByteString wrapped) {
            last = wrapped.slice(wrapped.size() - blockBytes);
        }
    }
}
