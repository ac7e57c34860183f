package org.cardwright.crypto.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.crypto.Cipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.sample.SampleData;

/** Keys of published vectors in a vault, and what they give by the platform's ciphers. */
final class PublishedKeys {

    static final String PVK = "0123456789ABCDEFFEDCBA9876543210";
    private static final String IMK_CVC3 = "01234567899876543210012345678998";

    private PublishedKeys() {}

    /** All test keys, and those of the golden issuer: golden.pvk-ibm, golden.pvk-pvv, published.imk-cvc3 and published.imk-dac. */
    static SecurityModule module(Path shared) throws IOException {
        Path keys = SampleData.path("keys-test-only");
        Path published = Files.writeString(
                shared.resolve("published.json"),
                "[" + entry("golden.pvk-ibm", "V1", PVK) + "," + entry("golden.pvk-pvv", "V2", PVK) + ","
                        + entry("published.imk-cvc3", "E6", IMK_CVC3) + ","
                        + entry("published.imk-dac", "E3", PVK) + "]");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"))) {
            KeyVault vault = KeyVault.create(shared.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, keys);
            TestKeyImport.importGoldenKeys(vault, keys);
            TestKeyImport.importSymmetricKeys(vault, published);
            return SoftwareSecurityModule.open(vault, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        }
    }

    private static String entry(String name, String usage, String hex) {
        String kcv = GoldenCards.des(Cipher.ENCRYPT_MODE, hex, ByteString.repeat(0, 8))
                .slice(0, 3)
                .toHex();
        return "{\"name\":\"" + name + "\",\"usage\":\"" + usage + "\",\"owner\":\"published\",\"algorithm\":\"TDES\","
                + "\"hex\":\"" + hex + "\",\"kcv_method\":\"TDES_ZEROS\",\"kcv\":\"" + kcv + "\"}";
    }

    /** Five digits, by the platform's ciphers: option A, retail MAC, 3DES. EMV 4.4 Book 2, A1.4.1; ISO/IEC 9797-1, MAC algorithm 3. */
    static String cvc3(String panAndSequence, ByteString track) {
        String digits = panAndSequence.substring(panAndSequence.length() - 16);
        ByteString y = ByteString.fromHex(digits);
        String key = oddParity(GoldenCards.des(Cipher.ENCRYPT_MODE, IMK_CVC3, y)
                .plus(GoldenCards.des(Cipher.ENCRYPT_MODE, IMK_CVC3, xor(y, ByteString.repeat(0xFF, 8)))));
        String left = key.substring(0, 16);
        ByteString padded = track.plus(ByteString.ofByte(0x80));
        padded = padded.plus(ByteString.repeat(0, (8 - padded.size() % 8) % 8));
        ByteString mac = ByteString.repeat(0, 8);
        for (int at = 0; at < padded.size(); at += 8) {
            ByteString block = xor(mac, padded.slice(at, at + 8));
            mac = GoldenCards.des(Cipher.ENCRYPT_MODE, at + 8 < padded.size() ? left + left : key, block);
        }
        ByteString block =
                ByteString.concat(mac.slice(6, 8), ByteString.fromHex("00000899"), ByteString.fromHex("005E"));
        int number =
                GoldenCards.des(Cipher.ENCRYPT_MODE, key, block).slice(6, 8).toUnsigned();
        return String.valueOf(100_000 + number).substring(1);
    }

    private static String oddParity(ByteString key) {
        byte[] bytes = key.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= (byte) (Integer.bitCount(bytes[i] & 0xFF) % 2 == 0 ? 1 : 0);
        }
        return ByteString.of(bytes).toHex();
    }

    private static ByteString xor(ByteString one, ByteString other) {
        byte[] out = one.toByteArray();
        for (int i = 0; i < out.length; i++) {
            out[i] ^= (byte) other.unsignedAt(i);
        }
        return ByteString.of(out);
    }
}
