package org.cardwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.cardwright.crypto.key.KeyBlockHeader.OptionalBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads of key blocks, with all that may stand in them, and whole blocks made of them. */
class KeyBlockHeaderTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final long SEED = Long.getLong("seed", 20038);
    private static final int ROUNDS = Integer.getInteger("cardwright.rounds", 400);
    private static final SecretBytes TDES = secret("0123456789ABCDEFFEDCBA9876543210");
    private static final SecretBytes AES = secret("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");

    /** Letter of the algorithm and length of the key in bytes. */
    private static final List<Object[]> KEYS = List.of(
            new Object[] {'T', 16},
            new Object[] {'T', 24},
            new Object[] {'A', 16},
            new Object[] {'A', 24},
            new Object[] {'A', 32},
            new Object[] {'H', 20},
            new Object[] {'H', 32},
            new Object[] {'H', 64},
            new Object[] {'E', 32},
            new Object[] {'R', 607},
            new Object[] {'R', 1190});

    private static final List<OptionalBlock> BLOCKS = List.of(
            new OptionalBlock("KS", "00604B120F9292800000"),
            new OptionalBlock("IK", "1234567890123456"),
            new OptionalBlock("TS", "20261122031500Z"),
            new OptionalBlock("TC", "2026-11-22T03:15:00.25Z"),
            new OptionalBlock("LB", "kek of the bureau"),
            new OptionalBlock("HM", "21"),
            new OptionalBlock("10", ""),
            new OptionalBlock("CT", "0".repeat(251)),
            new OptionalBlock("DA", "0".repeat(252)),
            new OptionalBlock("BI", "7".repeat(600)));

    @Test
    void every_algorithm_and_length_comes_back_in_every_version_with_all_it_carried() {
        Random random = new Random(SEED);
        SecureRandom filling = new SecureRandom();
        for (int round = 0; round < ROUNDS; round++) {
            Object[] kind = KEYS.get(round % KEYS.size());
            KeyBlockHeader header = header(random, (char) kind[0]);
            SecretBytes protectionKey = SecretBytes.adopt(bytes(random, protectionBytes(header.format(), random)));
            SecretBytes key = SecretBytes.adopt(bytes(random, (int) kind[1]));
            String block = Tr31.wrap(header, key, protectionKey, filling);
            Tr31.Unwrapped unwrapped = Tr31.unwrap(block, protectionKey);
            assertThat(unwrapped.key()).as("seed %d round %d", SEED, round).isEqualTo(key);
            List<OptionalBlock> carried = new ArrayList<>(unwrapped.header().optionalBlocks());
            carried.removeIf(b -> b.id().equals("PB"));
            assertThat(carried).isEqualTo(header.optionalBlocks());
            int at = random.nextInt(block.length());
            char other = block.charAt(at) == '7' ? '8' : '7';
            String altered = block.substring(0, at) + other + block.substring(at + 1);
            assertThatThrownBy(() -> Tr31.unwrap(altered, protectionKey))
                    .as("seed %d round %d", SEED, round)
                    .isInstanceOf(KeyRefusedException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "B, T, 16, 24",
        "B, A, 16, 32",
        "D, T, 16, 24",
        "D, A, 16, 24",
        "D, A, 24, 32",
        "E, T, 16, 24",
        "E, A, 16, 32"
    })
    void the_length_of_a_block_does_not_tell_that_of_the_key(char version, char algorithm, int shorter, int longer) {
        KeyBlockHeader header = new KeyBlockHeader(version, "D0", algorithm, 'B', "00", 'E', List.of());
        SecretBytes protectionKey = version == 'B' ? TDES : AES;
        String first = Tr31.wrap(header, SecretBytes.adopt(new byte[shorter]), protectionKey, new SecureRandom());
        String second = Tr31.wrap(header, SecretBytes.adopt(new byte[longer]), protectionKey, new SecureRandom());
        assertThat(first).hasSameSizeAs(second);
    }

    @Test
    void lists_what_it_does_not_understand_and_gives_what_it_carries() {
        KeyBlockHeader header = new KeyBlockHeader('D', "K0", 'A', 'D', "07", 'S', BLOCKS);
        KeyBlockHeader read = Tr31.unwrap(Tr31.wrap(header, AES, AES, new SecureRandom()), AES)
                .header();
        assertThat(read.unknownOptionalBlocks()).containsExactly("10", "CT", "DA", "BI");
        assertThat(read.optional("KS")).contains("00604B120F9292800000");
        assertThat(read.optional("BI")).contains("7".repeat(600));
        assertThat(read.optional("ZZ")).isEmpty();
        assertThat(read.keyVersion()).isEqualTo("07");
        assertThat(read.exportability()).isEqualTo('S');
        assertThat(read.format()).isEqualTo(KeyBlockVersion.D);
    }

    @ParameterizedTest
    @CsvSource({
        "KS, 00604B120F92928000, ",
        "KS, 00604B120F9292800, refused",
        "KS, 00604b120f9292800000, refused",
        "IK, 123456789012345, refused",
        "KC, 0008D7B4, ",
        "KC, 0108793E25AB, ",
        "KC, 0208D7B4, refused",
        "KC, 00, refused",
        "KP, 0008D7B, refused",
        "TS, 20261122031500Z, ",
        "TS, 2026112203150025Z, ",
        "TS, 2026-11-22T03:15:00Z, ",
        "TS, 20261122031500, refused",
        "TC, 2026-11-22 03:15:00Z, refused",
        "HM, 2, refused",
        "LB, naïve, refused",
        "zz, 00, refused",
        "Z, 00, refused",
        "ZZ, anything, "
    })
    void an_optional_block_has_the_form_of_the_standard(String id, String data, String refused) {
        if (refused == null) {
            assertThat(new OptionalBlock(id, data).data()).isEqualTo(data);
        } else {
            assertThatThrownBy(() -> new OptionalBlock(id, data)).isInstanceOf(KeyRefusedException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F, K0, A, D, 00, N, version",
        "D, K, A, D, 00, N, usage",
        "D, K0, a, D, 00, N, usage",
        "D, K0, A, -, 00, N, usage",
        "D, K0, A, D, c1, N, component",
        "D, K0, A, D, 0, N, key version",
        "D, K0, A, D, 00, X, exportability"
    })
    void a_head_has_the_fields_of_the_standard(
            char version,
            String usage,
            char algorithm,
            char mode,
            String keyVersion,
            char exportability,
            String because) {
        assertThatThrownBy(
                        () -> new KeyBlockHeader(version, usage, algorithm, mode, keyVersion, exportability, List.of()))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(because);
    }

    @Test
    void an_optional_block_stands_once_and_nothing_behind_the_filling() {
        OptionalBlock label = new OptionalBlock("LB", "a");
        OptionalBlock filling = new OptionalBlock("PB", "0000");
        assertThatThrownBy(() -> headerWith(List.of(label, label))).hasMessageContaining("twice");
        assertThatThrownBy(() -> headerWith(List.of(filling, label))).hasMessageContaining("follows");
        assertThat(headerWith(List.of(label, filling)).padded().optionalBlocks())
                .extracting(OptionalBlock::id)
                .containsExactly("LB", "PB");
    }

    @Test
    void optional_blocks_that_are_no_whole_cipher_blocks_are_refused() {
        String block = "D0064K0AD00N0100" + "LB05a" + "0".repeat(43);
        assertThatThrownBy(() -> KeyBlockHeader.read(block)).hasMessageContaining("whole number of cipher blocks");
    }

    @ParameterizedTest
    @CsvSource({
        // reserved field, key context, letters in the number of blocks, length of four digits
        "D0112P0AE00E0001, reserved",
        "D0112P0AE00E0020, reserved",
        "D0112P0AE00E0A00, digits",
        "D01A2P0AE00E0000, digits",
        "D0111P0AE00E0000, length field"
    })
    void a_fixed_part_that_is_not_right_is_refused(String fixed, String because) {
        assertThatThrownBy(() -> KeyBlockHeader.read(fixed + "0".repeat(96)))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(because);
    }

    @Test
    void check_values_inside_a_block_are_those_of_its_keys() {
        SecretBytes key = secret("3F419E1CB7079442AA37474C2EFBF8B8");
        assertOpens(key, new OptionalBlock("KC", "0108793E25AB"));
        assertOpens(key, new OptionalBlock("KC", "0108793E"));
        assertRefused(key, new OptionalBlock("KC", "0108793E25AC"), "not that of its key");
        assertRefused(key, new OptionalBlock("KC", "0008793E"), "not that of its key");
        String ofProtection = BlockCheckValue.encode(KeyAlgorithm.AES, AES);
        assertOpens(key, new OptionalBlock("KP", ofProtection));
        assertRefused(key, new OptionalBlock("KP", "0108793E25AB"), "protection key");
    }

    @Test
    void the_usual_check_values_of_both_ciphers() {
        SecretBytes aes = secret("3F419E1CB7079442AA37474C2EFBF8B8");
        assertThat(BlockCheckValue.encode(KeyAlgorithm.TDES, TDES)).isEqualTo("0008D7B4");
        assertThat(BlockCheckValue.encode(KeyAlgorithm.AES, aes)).isEqualTo("0108793E25AB");
        KeyBlockHeader header = headerWith(List.of()).withCheckValues(aes, AES);
        assertThat(header.optional("KC")).contains("0108793E25AB");
        assertThat(header.optional("KP")).isPresent();
    }

    @Test
    void an_hmac_key_says_its_hash_instead_of_a_check_value() {
        KeyBlockHeader header = new KeyBlockHeader('D', "B3", 'H', 'X', "00", 'N', List.of());
        KeyBlockHeader filled = header.withCheckValues(SecretBytes.adopt(new byte[32]), AES);
        assertThat(filled.optional("HM")).contains("21");
        assertThat(filled.optional("KC")).isEmpty();
        assertThat(filled.isForAnotherHash()).isFalse();
        assertThat(header.isForAnotherHash()).isFalse();
        List<OptionalBlock> sha1 = List.of(new OptionalBlock("HM", "10"));
        assertThat(new KeyBlockHeader('D', "B3", 'H', 'X', "00", 'N', sha1).isForAnotherHash())
                .isTrue();
    }

    private static void assertOpens(SecretBytes key, OptionalBlock block) {
        assertThat(Tr31.unwrap(wrapped(key, block), AES).key()).isEqualTo(key);
    }

    private static void assertRefused(SecretBytes key, OptionalBlock block, String because) {
        assertThatThrownBy(() -> Tr31.unwrap(wrapped(key, block), AES))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(because);
    }

    private static String wrapped(SecretBytes key, OptionalBlock block) {
        return Tr31.wrap(headerWith(List.of(block)), key, AES, new SecureRandom());
    }

    private static KeyBlockHeader headerWith(List<OptionalBlock> blocks) {
        return new KeyBlockHeader('D', "D0", 'A', 'B', "00", 'E', blocks);
    }

    private static KeyBlockHeader header(Random random, char algorithm) {
        List<OptionalBlock> blocks = new ArrayList<>();
        for (OptionalBlock block : BLOCKS) {
            if (random.nextInt(3) == 0) {
                blocks.add(block);
            }
        }
        return new KeyBlockHeader(
                "BDE".charAt(random.nextInt(3)),
                List.of("K0", "D0", "E5", "10").get(random.nextInt(4)),
                algorithm,
                "BCDEGNSVXY".charAt(random.nextInt(10)),
                List.of("00", "07", "A9").get(random.nextInt(3)),
                "ENS".charAt(random.nextInt(3)),
                blocks);
    }

    private static int protectionBytes(KeyBlockVersion version, Random random) {
        List<Integer> lengths = version.cipher() == KeyAlgorithm.TDES ? List.of(16, 24) : List.of(16, 24, 32);
        return lengths.get(random.nextInt(lengths.size()));
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(HEX.parseHex(hex));
    }
}
