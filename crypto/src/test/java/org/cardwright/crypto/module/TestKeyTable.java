package org.cardwright.crypto.module;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.params.DESParameters;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyDirection;
import org.cardwright.crypto.key.KeyPurpose;

/**
 * The published symmetric test keys, as a table: {@link TestKeysTest} compares the shipped files with it.
 *
 * <p>Values say what they are: every part begins with 7F57 (or 7E57: "TEST"), then owner and use; DES keys get odd parity.
 */
final class TestKeyTable {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private TestKeyTable() {}

    /** How a transport key of KEK2 stands in a record. */
    record Transport(String identifier, String mode) {}

    /** One key. */
    record Row(
            String label,
            String owner,
            KeyPurpose purpose,
            KeyAlgorithm algorithm,
            KeyDirection direction,
            Optional<Transport> transport,
            String hex) {}

    /** A set of KEK1 or KEK2: key, PIN and data key, lengths in bytes. */
    private record Kek(String owner, int code, KeyDirection direction, KeyAlgorithm algorithm, int keyBytes) {}

    private static final Map<KeyPurpose, String> ISSUER_KEYS = ordered(
            KeyPurpose.IMK_AC, "imk-ac",
            KeyPurpose.IMK_SMI, "imk-smi",
            KeyPurpose.IMK_SMC, "imk-smc",
            KeyPurpose.IMK_IDN, "imk-idn",
            KeyPurpose.IMK_CVC3, "imk-cvc3",
            KeyPurpose.CVK, "cvk",
            KeyPurpose.PVK_PVV, "pvk-pvv",
            KeyPurpose.PVK_IBM, "pvk-ibm");

    /** {@code symmetric-keys.json}. */
    static List<Row> symmetricKeys() {
        List<Row> rows = new ArrayList<>();
        List<String> banks = List.of("bank-one", "bank-two", "bank-three");
        for (int i = 0; i < banks.size(); i++) {
            addIssuer(rows, banks.get(i), i + 1);
        }
        for (KeyPurpose purpose : List.of(KeyPurpose.IMK_AC, KeyPurpose.IMK_SMI, KeyPurpose.IMK_SMC)) {
            String label = "bank-three." + ISSUER_KEYS.get(purpose) + "-aes";
            rows.add(internal(label, "bank-three", purpose, aes(16, 3, 0xA0 + purpose.ordinal())));
        }
        KeyDirection in = KeyDirection.ISSUER_TO_DATA_PREPARATION;
        addSet(rows, new Kek("bank-one", 1, in, KeyAlgorithm.TDES, 16), "");
        addSet(rows, new Kek("bank-two", 2, in, KeyAlgorithm.TDES, 24), "");
        addSet(rows, new Kek("bank-three", 3, in, KeyAlgorithm.AES, 32), "");
        KeyDirection out = KeyDirection.DATA_PREPARATION_TO_PERSONALIZER;
        addSet(rows, new Kek("personalizer", 0x11, out, KeyAlgorithm.TDES, 16), "ECB");
        addSet(rows, new Kek("personalizer-cbc", 0x12, out, KeyAlgorithm.TDES, 24), "CBC");
        addSet(rows, new Kek("personalizer-aes", 0x13, out, KeyAlgorithm.AES, 32), "CBC");
        rows.add(internal("bureau.record-mac", "bureau", KeyPurpose.RECORD_MAC, aes(32, 0x21, 0xB0)));
        rows.add(internal("bureau.manifest-signing", "bureau", KeyPurpose.MANIFEST_SIGNING, aes(32, 0x21, 0xB1)));
        rows.add(internal("bank-one.pin-storage", "bank-one", KeyPurpose.PIN_STORAGE, aes(32, 0x21, 0xB3)));
        rows.add(internal("bureau.test-seed", "bureau", KeyPurpose.TEST_RANDOM_SEED, aes(32, 0x21, 0xB2)));
        rows.add(master("card-maker.kmc", KeyPurpose.CARD_MASTER, KeyAlgorithm.TDES, tdes(16, 0x31, 0xD0)));
        rows.add(master("card-maker.kmc-aes", KeyPurpose.CARD_MASTER, KeyAlgorithm.AES, aes(16, 0x31, 0xD1)));
        rows.add(master("chip-maker.mic", KeyPurpose.CHIP_MASTER, KeyAlgorithm.TDES, tdes(16, 0x32, 0xD2)));
        rows.add(master("chip-maker.mic-aes", KeyPurpose.CHIP_MASTER, KeyAlgorithm.AES, aes(32, 0x32, 0xD3)));
        rows.add(master("bureau.kdk", KeyPurpose.KEY_DERIVATION, KeyAlgorithm.AES, aes(32, 0x21, 0xD4)));
        rows.add(master("bureau.kdk-hmac", KeyPurpose.KEY_DERIVATION, KeyAlgorithm.HMAC, aes(32, 0x21, 0xD5)));
        return rows;
    }

    private static Row master(String label, KeyPurpose purpose, KeyAlgorithm algorithm, String hex) {
        String owner = label.substring(0, label.indexOf('.'));
        return new Row(label, owner, purpose, algorithm, KeyDirection.NONE, Optional.empty(), hex);
    }

    /**
     * {@code golden-symmetric-keys.json}: the keys of {@code cps-profiles.txt}. Odd parity is set where the publication has
     * none (tk_pin, imk_smc); DES ignores those bits, so every result stays.
     */
    static List<Row> goldenKeys() {
        KeyDirection out = KeyDirection.DATA_PREPARATION_TO_PERSONALIZER;
        return List.of(
                golden("imk-ac", KeyPurpose.IMK_AC, KeyDirection.NONE, "9E15204313F7318ACB79B90BD986AD29"),
                golden("imk-smi", KeyPurpose.IMK_SMI, KeyDirection.NONE, "4664942FE615FB02E5D57F292AA2B3B6"),
                golden("imk-smc", KeyPurpose.IMK_SMC, KeyDirection.NONE, "CE293B8CC12A97738DA6B9F0BCC5D6B9"),
                golden("tk-key", KeyPurpose.KEK, out, "0123456789ABCDEFFEDCBA9876543210"),
                golden("tk-pin", KeyPurpose.PIN_ENCRYPTION, out, "112233445566778899AABBCCDDEEFF00"),
                golden(
                        "kek1-pin",
                        KeyPurpose.PIN_ENCRYPTION,
                        KeyDirection.ISSUER_TO_DATA_PREPARATION,
                        "7F57040101020304" + "7F57040205060708"));
    }

    private static Row golden(String use, KeyPurpose purpose, KeyDirection direction, String published) {
        byte[] key = HEX.parseHex(published);
        DESParameters.setOddParity(key);
        Optional<Transport> transport = switch (use) {
            case "tk-key" -> Optional.of(new Transport("FF0000000000000002", "ECB"));
            case "tk-pin" -> Optional.of(new Transport("FF0000000000000001", "ECB"));
            default -> Optional.empty();
        };
        return new Row("golden." + use, "golden", purpose, KeyAlgorithm.TDES, direction, transport, HEX.formatHex(key));
    }

    private static void addIssuer(List<Row> rows, String bank, int code) {
        ISSUER_KEYS.forEach((purpose, use) -> rows.add(new Row(
                bank + "." + use,
                bank,
                purpose,
                KeyAlgorithm.TDES,
                KeyDirection.NONE,
                Optional.empty(),
                tdes(16, code, purpose.ordinal()))));
    }

    private static void addSet(List<Row> rows, Kek set, String mode) {
        List<KeyPurpose> roles = List.of(KeyPurpose.PIN_ENCRYPTION, KeyPurpose.KEK, KeyPurpose.DATA_ENCRYPTION);
        boolean outgoing = set.direction() == KeyDirection.DATA_PREPARATION_TO_PERSONALIZER;
        for (int i = 0; i < roles.size(); i++) {
            KeyPurpose role = roles.get(i);
            // only the key-encryption key is longer than it must be
            int bytes = role == KeyPurpose.KEK ? set.keyBytes() : 16;
            int use = 0xC0 + i;
            String hex =
                    set.algorithm() == KeyAlgorithm.TDES ? tdes(bytes, set.code(), use) : aes(bytes, set.code(), use);
            String identifier = "FF00000000000000" + (set.code() & 0xF) + (i + 1);
            rows.add(new Row(
                    set.owner()
                            + (outgoing ? ".kek2-" : ".kek1-")
                            + role.usage().toLowerCase(Locale.ROOT),
                    set.owner(),
                    role,
                    set.algorithm(),
                    set.direction(),
                    outgoing ? Optional.of(new Transport(identifier, mode)) : Optional.empty(),
                    hex));
        }
    }

    private static Row internal(String label, String owner, KeyPurpose purpose, String hex) {
        KeyAlgorithm algorithm = switch (purpose) {
            case MANIFEST_SIGNING -> KeyAlgorithm.ED25519;
            case RECORD_MAC, TEST_RANDOM_SEED -> KeyAlgorithm.HMAC;
            default -> KeyAlgorithm.AES;
        };
        return new Row(label, owner, purpose, algorithm, KeyDirection.NONE, Optional.empty(), hex);
    }

    private static String tdes(int bytes, int owner, int use) {
        byte[] key = pattern(bytes, owner, use);
        DESParameters.setOddParity(key);
        return HEX.formatHex(key);
    }

    private static String aes(int bytes, int owner, int use) {
        return HEX.formatHex(pattern(bytes, owner, use));
    }

    /** Parts of eight bytes: 7E 57, owner, use, part, and a count that differs in every bit but the parity bit. */
    private static byte[] pattern(int bytes, int owner, int use) {
        byte[] key = new byte[bytes];
        for (int at = 0; at < bytes; at += 8) {
            int part = at / 8 + 1;
            byte[] values = {
                0x7E,
                0x57,
                (byte) (owner << 1),
                (byte) (use << 1),
                (byte) (part << 4),
                (byte) (part << 1),
                0x5A,
                (byte) 0xA6
            };
            System.arraycopy(values, 0, key, at, 8);
        }
        return key;
    }

    private static Map<KeyPurpose, String> ordered(Object... pairs) {
        Map<KeyPurpose, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((KeyPurpose) pairs[i], (String) pairs[i + 1]);
        }
        return map;
    }
}
