package org.cardwright.jobs.scorecard;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyComponents;
import org.cardwright.crypto.key.KeyCustody;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.Certificates;
import org.cardwright.crypto.module.KeyExchange;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.WrapUnder;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.Pan;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;

/** A security module that makes card keys, and the transport key that reads them. */
final class KeyPairSource implements AutoCloseable {

    private static final KeyName ISSUER = KeyName.of("bank.issuer");
    private static final KeyName KEK2 = KeyName.of("perso.kek2");
    private static final int ISSUER_BITS = 1976;
    private static final int AT_ONCE = 16;
    private static final int PARTS = 5;

    /** Lengths and exponents that cards have, one after the other. */
    private static final int[][] KINDS = {{1024, 3}, {1152, 65537}, {1024, 65537}, {1408, 3}};

    private final SecurityModule module;
    private final byte[] kek2;
    private int made;

    private KeyPairSource(SecurityModule module, byte[] kek2) {
        this.module = module;
        this.kek2 = kek2;
    }

    /** With keys that are nobody's test keys, which production would refuse. */
    static KeyPairSource ofProduction(Path directory) {
        return over(
                KeyVault.create(directory, OpenedHome.publishedTestPassphrase(), PassphraseCost.LEAST),
                ModulePolicy.production());
    }

    /** Beside the published test keys. */
    static KeyPairSource ofTestKeys(Path directory, ModulePolicy policy) throws IOException {
        Path home = TestVault.in(Files.createDirectory(directory));
        return over(KeyVault.open(HomeDirectory.open(home).vault(), OpenedHome.publishedTestPassphrase()), policy);
    }

    private static KeyPairSource over(KeyVault vault, ModulePolicy policy) {
        SecurityModule module = SoftwareSecurityModule.open(vault, policy);
        byte[] first = random();
        byte[] second = random();
        byte[] key = new byte[first.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (first[i] ^ second[i]);
        }
        KeyComponents components = new KeyComponents(KeyAlgorithm.AES, key.length, 2);
        try (components) {
            components.enter(SecretBytes.copyOf(first), checkValue(first));
            components.enter(SecretBytes.copyOf(second), checkValue(second));
            module.keyExchange()
                    .importComponents(
                            components,
                            new KeyExchange.Announced(
                                    KEK2,
                                    KeyPurpose.KEK,
                                    KeyDirection.DATA_PREPARATION_TO_PERSONALIZER,
                                    checkValue(key),
                                    KeyCustody.UNKNOWN,
                                    KeyState.ACTIVE,
                                    Cryptoperiod.UNLIMITED),
                            Set.of());
        }
        module.issuerKeys().generate(ISSUER, ISSUER_BITS, 3);
        module.keyLife().change(ISSUER, KeyState.ACTIVE);
        return new KeyPairSource(module, key);
    }

    private static byte[] random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** AES over bytes of 01, ANSI X9.24-1, the first three. */
    private static KeyCheckValue checkValue(byte[] key) {
        byte[] ones = new byte[16];
        Arrays.fill(ones, (byte) 1);
        byte[] full = cipher(Cipher.ENCRYPT_MODE, key, ones);
        return new KeyCheckValue(KeyCheckValue.Method.AES_ONES, ByteString.of(Arrays.copyOf(full, 3)));
    }

    private static byte[] cipher(int mode, byte[] key, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Makes so many key pairs; the same references give the same keys wherever there is a seed. */
    List<MadeKeyPair> make(String reference, int count, Evidence evidence) {
        List<MadeKeyPair> pairs = new ArrayList<>();
        while (pairs.size() < count) {
            List<Certificates.IccKeyRequest> requests = new ArrayList<>();
            for (int i = pairs.size(); i < Math.min(count, pairs.size() + AT_ONCE); i++) {
                requests.add(request(reference + "-" + i, KINDS[i % KINDS.length]));
            }
            List<Certificates.IccKeySet> sets = module.certificates().generateIccKeys(requests);
            for (int i = 0; i < sets.size(); i++) {
                pairs.add(opened(sets.get(i), requests.get(i)));
            }
            evidence.progress(pairs.size() + " key pairs");
        }
        return pairs;
    }

    private Certificates.IccKeyRequest request(String reference, int[] kind) {
        return new Certificates.IccKeyRequest(
                reference,
                kind[0],
                kind[1],
                ISSUER,
                Pan.of("9999990000000014"),
                new ExpirationDate(YearMonth.of(2039, 12)),
                ByteString.fromHex(HexFormat.of().toHexDigits(++made, 6)),
                Optional.of(ByteString.fromHex("5A089999990000000014")),
                new WrapUnder(KEK2, WrapUnder.Mode.ECB),
                Certificates.ZeroPolicy.LEFT_FILL,
                0);
    }

    private MadeKeyPair opened(Certificates.IccKeySet set, Certificates.IccKeyRequest request) {
        BigInteger[] parts = new BigInteger[PARTS];
        for (int i = 0; i < PARTS; i++) {
            byte[] padded =
                    cipher(Cipher.DECRYPT_MODE, kek2, set.wrappedParts().get(i).toByteArray());
            parts[i] = new BigInteger(1, Arrays.copyOf(padded, request.modulusBits() / 16));
        }
        return new MadeKeyPair(
                request.modulusBits(),
                BigInteger.valueOf(request.exponent()),
                new BigInteger(1, set.modulus().toByteArray()),
                new BigInteger(1, set.exponent().toByteArray()),
                parts[4],
                parts[3],
                parts[2],
                parts[1],
                parts[0]);
    }

    @Override
    public void close() {
        module.close();
    }
}
