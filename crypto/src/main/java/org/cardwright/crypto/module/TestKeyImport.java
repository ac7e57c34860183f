package org.cardwright.crypto.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.KeyPurpose;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.rsa.RsaPrivateKey;
import org.cardwright.formats.bytes.ByteString;

/**
 * Brings published test keys from their clear JSON files into a vault and marks every one of them as test.
 *
 * <p>The only way in for a clear key. A production policy refuses what came this way. Length, parity, weakness and check
 * value are tested as for any key; a file goes in as a whole or not at all.
 */
public final class TestKeyImport {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private TestKeyImport() {}

    /**
     * All test keys of the directory {@code keys-test-only}: symmetric keys, CA and issuer RSA keys.
     *
     * @throws SecurityModuleException KEY_REFUSED when a file or a key in it is not sound, or another key has the name
     */
    public static void importAll(KeyVault vault, Path directory) {
        importSymmetricKeys(vault, directory.resolve("symmetric-keys.json"));
        importRsaKeys(vault, directory.resolve("ca-private-keys.json"), KeyPurpose.CA_RSA);
        importRsaKeys(vault, directory.resolve("issuer-rsa-keys.json"), KeyPurpose.ISSUER_RSA);
    }

    /**
     * The same from file contents by name, for keys that lie in a jar and should not be copied to a disk.
     *
     * @throws SecurityModuleException KEY_REFUSED when a file or a key in it is not sound, or another key has the name
     */
    public static void importAll(KeyVault vault, Function<String, byte[]> contents) {
        importAll(new VaultHolder(vault), contents);
    }

    /**
     * The same onto tokens.
     *
     * @throws SecurityModuleException KEY_REFUSED when a file or a key in it is not sound, or another key has the name
     */
    public static void importAll(TokenVault vault, Function<String, byte[]> contents) {
        importAll(new TokenHolder(vault), contents);
    }

    private static void importAll(KeyHolder vault, Function<String, byte[]> contents) {
        importContent(vault, text(contents.apply("symmetric-keys.json")), "", TestKeyImport::symmetric);
        importContent(vault, text(contents.apply("ca-private-keys.json")), "", entry -> rsa(entry, KeyPurpose.CA_RSA));
        importContent(
                vault, text(contents.apply("issuer-rsa-keys.json")), "", entry -> rsa(entry, KeyPurpose.ISSUER_RSA));
    }

    /**
     * One file of symmetric keys: objects with name, usage (ANSI X9.143), algorithm, hex, kcv_method, kcv; a transport key
     * with its direction; a version when it is not 1.
     */
    public static void importSymmetricKeys(KeyVault vault, Path file) {
        importFile(new VaultHolder(vault), file, TestKeyImport::symmetric);
    }

    /** One file of RSA keys: objects with name, n, e, p, q, all of one purpose. */
    public static void importRsaKeys(KeyVault vault, Path file, KeyPurpose purpose) {
        importFile(new VaultHolder(vault), file, entry -> rsa(entry, purpose));
    }

    /**
     * The keys of the published CPS profiles (vectors/cps-profiles.txt), labels {@code golden.*}; not the ICC key, which is
     * generated for the card.
     */
    public static void importGoldenKeys(KeyVault vault, Path directory) {
        importGoldenKeys(new VaultHolder(vault), directory);
    }

    static void importGoldenKeys(KeyHolder holder, Path directory) {
        importFile(holder, directory.resolve("golden-symmetric-keys.json"), TestKeyImport::symmetric);
        Path rsa = directory.resolve("cps-profiles-rsa-keys.json");
        importNamed(holder, rsa, "golden.ca", entry -> rsa(entry, KeyPurpose.CA_RSA));
        importNamed(holder, rsa, "golden.issuer", entry -> rsa(entry, KeyPurpose.ISSUER_RSA));
    }

    private static void importFile(KeyHolder vault, Path file, Function<TestKeyJson.Entry, NewKey> key) {
        importNamed(vault, file, "", key);
    }

    /** All entries whose name begins so. */
    private static void importNamed(
            KeyHolder vault, Path file, String prefix, Function<TestKeyJson.Entry, NewKey> key) {
        importContent(vault, Refusal.translate(() -> text(file)), prefix, key);
    }

    private static void importContent(
            KeyHolder vault, String json, String prefix, Function<TestKeyJson.Entry, NewKey> key) {
        Refusal.translate(() -> {
            List<NewKey> keys = new ArrayList<>();
            try {
                for (TestKeyJson.Entry entry : TestKeyJson.read(json)) {
                    if (entry.required("name").startsWith(prefix)) {
                        keys.add(malformedIsRefused(entry, key));
                    }
                }
                vault.add(keys);
                return keys;
            } finally {
                keys.forEach(made -> made.clear().close());
            }
        });
    }

    private static NewKey malformedIsRefused(TestKeyJson.Entry entry, Function<TestKeyJson.Entry, NewKey> key) {
        try {
            return key.apply(entry);
        } catch (IllegalArgumentException malformed) {
            throw new KeyRefusedException("a member of the test key " + entry.required("name") + " is malformed");
        }
    }

    private static NewKey symmetric(TestKeyJson.Entry entry) {
        KeyCheckValue expected = new KeyCheckValue(
                KeyCheckValue.Method.valueOf(entry.required("kcv_method")), ByteString.fromHex(entry.required("kcv")));
        KeyDirection direction = entry.optional("direction")
                .map(text -> KeyDirection.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(KeyDirection.NONE);
        return NewKey.checked(
                new NewKey.Wanted(
                        name(entry),
                        KeyPurpose.ofUsage(entry.required("usage")),
                        KeyAlgorithm.valueOf(entry.required("algorithm")),
                        direction,
                        true,
                        Optional.of(expected),
                        NewKey.Standing.PLAIN),
                secret(entry, "hex"));
    }

    private static NewKey rsa(TestKeyJson.Entry entry, KeyPurpose purpose) {
        RsaPublicKey publicKey =
                new RsaPublicKey(ByteString.fromHex(entry.required("n")), ByteString.fromHex(entry.required("e")));
        try (SecretBytes p = secret(entry, "p");
                SecretBytes q = secret(entry, "q");
                RsaPrivateKey key = RsaPrivateKey.ofFactors(publicKey, p, q)) {
            return NewKey.rsa(
                    new NewKey.Wanted(
                            name(entry),
                            purpose,
                            KeyAlgorithm.RSA,
                            KeyDirection.NONE,
                            true,
                            Optional.empty(),
                            NewKey.Standing.PLAIN),
                    key);
        }
    }

    private static KeyName name(TestKeyJson.Entry entry) {
        return new KeyName(
                entry.required("name"),
                Integer.parseInt(entry.optional("version").orElse("1")));
    }

    private static SecretBytes secret(TestKeyJson.Entry entry, String member) {
        return SecretBytes.adopt(HexFormat.of().parseHex(entry.required(member)));
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static String text(Path file) throws IOException {
        Refusal.require(Files.isRegularFile(file), "there is no file of test keys " + file.getFileName());
        Refusal.require(Files.size(file) <= MAX_BYTES, "the file of test keys is too large");
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
