package org.cardwright.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyCheckValue;
import org.cardwright.crypto.key.KeyCipher;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.Station;
import org.cardwright.machine.scp.KeySets;
import org.cardwright.machine.scp.KeySets.KeySet;
import org.cardwright.machine.virtualcard.SecuredChip;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;

/** Lots of SCP03 with keys of every length: KMCs that everybody can compute from their names. */
public final class AesLots {

    /** Lengths of an AES key in bits. */
    public static final List<Integer> LENGTHS = List.of(128, 192, 256);

    private static final int INITIAL_VERSION = 0xFF;
    private static final int PRODUCTION_VERSION = 0x01;

    private AesLots() {}

    /** The golden module that knows these KMCs as well. */
    public static SecurityModule module(Path directory) {
        return GoldenCards.module(directory, vault -> LENGTHS.forEach(bits -> add(vault, directory, bits)));
    }

    private static void add(KeyVault vault, Path directory, int bits) {
        try (SecretBytes key = key(bits);
                KeyCipher cipher = KeyCipher.aes(key)) {
            Path file = directory.resolve(kmc(bits).label() + ".json");
            Files.writeString(
                    file,
                    "[{\"name\": \"" + kmc(bits).label()
                            + "\", \"usage\": \"E5\", \"owner\": \"card-maker\", \"algorithm\": \"AES\", \"hex\": \""
                            + HexFormat.of().withUpperCase().formatHex(bytes(bits))
                            + "\", \"kcv_method\": \"AES_ONES\", \"kcv\": \""
                            + KeyCheckValue.of(cipher).toHex() + "\"}]");
            TestKeyImport.importSymmetricKeys(vault, file);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Name of the KMC of a length. */
    public static KeyName kmc(int bits) {
        return KeyName.of("lot.kmc-aes-" + bits);
    }

    private static SecretBytes key(int bits) {
        return SecretBytes.adopt(bytes(bits));
    }

    private static byte[] bytes(int bits) {
        try {
            byte[] name = kmc(bits).label().getBytes(StandardCharsets.US_ASCII);
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(name), bits / Byte.SIZE);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A blank card of the lot of a length. */
    public static VirtualCard blank(ChipRecipe recipe, CpsRecord record, int bits) {
        boolean installed = recipe.channel().orElseThrow().loadFile().isEmpty();
        try (SecretBytes kmc = key(bits)) {
            SecuredChip chip = new SecuredChip(
                    CardManagementKeys.derive(KeyDiversification.KDF3, KeyAlgorithm.AES, kmc, TestChips.KEY_DATA),
                    INITIAL_VERSION,
                    TestChips.KEY_DATA,
                    TestChips.LIFE_CYCLE,
                    GoldenCards.random());
            return VirtualCard.secured(
                    recipe,
                    installed
                            ? record.applications().stream()
                                    .map(CpsApplication::aid)
                                    .toList()
                            : List.of(),
                    chip);
        }
    }

    /** A station for that lot, whose cards leave with keys of another length, or keep theirs (0). */
    public static Station station(SecurityModule module, int bits, int leaving) {
        Map<Integer, KeySet> sets = new HashMap<>();
        sets.put(INITIAL_VERSION, new KeySet(kmc(bits), KeyDiversification.KDF3));
        if (leaving != 0) {
            sets.put(PRODUCTION_VERSION, new KeySet(kmc(leaving), KeyDiversification.KDF3));
        }
        return TestChips.station(
                module,
                new CardLot(
                        new KeySets(sets), 0, leaving == 0 ? OptionalInt.empty() : OptionalInt.of(PRODUCTION_VERSION)));
    }
}
