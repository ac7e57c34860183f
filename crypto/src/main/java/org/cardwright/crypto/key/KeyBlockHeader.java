package org.cardwright.crypto.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The clear head of a key block: what the key is and may do. ANSI X9.143, 6.2 to 6.4.
 *
 * @param version {@code B} (3DES) or {@code D} (AES), both with derived keys
 * @param usage two characters
 * @param algorithm one letter
 * @param modeOfUse one letter
 * @param keyVersion two characters, {@code 00} when not used
 * @param exportability E, N or S
 * @param optionalBlocks in their order
 */
public record KeyBlockHeader(
        char version,
        String usage,
        char algorithm,
        char modeOfUse,
        String keyVersion,
        char exportability,
        List<OptionalBlock> optionalBlocks) {

    /** Length of the fixed part, characters. */
    static final int FIXED_CHARACTERS = 16;

    /** The length field has four decimal digits. */
    static final int MAX_CHARACTERS = 9_999;

    private static final int MAX_OPTIONAL_BLOCKS = 99;
    private static final int MAX_OPTIONAL_CHARACTERS = 255;
    private static final int OPTIONAL_HEAD = 4;
    private static final String PADDING_ID = "PB";

    /**
     * One optional block.
     *
     * @param id two characters
     * @param data printable ASCII, at most 251 characters
     */
    public record OptionalBlock(String id, String data) {

        /** Checks the shape; {@link KeyRefusedException} when it is wrong. */
        public OptionalBlock {
            require(id.matches("[0-9A-Z]{2}"), "an optional block has an identifier of two characters");
            require(
                    data.matches("[ -~]*") && data.length() + OPTIONAL_HEAD <= MAX_OPTIONAL_CHARACTERS,
                    "an optional block has at most 251 printable characters");
        }

        private String encode() {
            return id + String.format(Locale.ROOT, "%02X", data.length() + OPTIONAL_HEAD) + data;
        }
    }

    /** Checks the shape; {@link KeyRefusedException} when it is wrong. */
    public KeyBlockHeader {
        optionalBlocks = List.copyOf(optionalBlocks);
        String fixed = "" + version + usage + algorithm + modeOfUse + keyVersion + exportability;
        require(fixed.matches("[BD][0-9A-Z]{7}"), "a key block header has version B or D, capital letters and digits");
        require(optionalBlocks.size() <= MAX_OPTIONAL_BLOCKS, "a key block has at most 99 optional blocks");
    }

    /** The data of an optional block. */
    Optional<String> optional(String id) {
        return optionalBlocks.stream()
                .filter(block -> block.id().equals(id))
                .map(OptionalBlock::data)
                .findFirst();
    }

    /** Cipher of the key that protects the block. */
    KeyAlgorithm protection() {
        return version == 'B' ? KeyAlgorithm.TDES : KeyAlgorithm.AES;
    }

    /** The same with a padding block, where one is needed, so that the head is a whole number of cipher blocks. */
    KeyBlockHeader padded() {
        int size = protection().blockBytes();
        int surplus = encodedOptional().length() % size;
        if (surplus == 0) {
            return this;
        }
        int missing = size - surplus;
        int data = missing < OPTIONAL_HEAD ? missing + size - OPTIONAL_HEAD : missing - OPTIONAL_HEAD;
        List<OptionalBlock> blocks = new ArrayList<>(optionalBlocks);
        blocks.add(new OptionalBlock(PADDING_ID, "0".repeat(data)));
        return new KeyBlockHeader(version, usage, algorithm, modeOfUse, keyVersion, exportability, blocks);
    }

    /** The characters of a head in a block of which {@code protectedCharacters} follow. */
    String encode(int protectedCharacters) {
        String optional = encodedOptional();
        int total = FIXED_CHARACTERS + optional.length() + protectedCharacters;
        require(total <= MAX_CHARACTERS, "a key block has at most 9999 characters");
        return version
                + String.format(Locale.ROOT, "%04d", total)
                + usage
                + algorithm
                + modeOfUse
                + keyVersion
                + exportability
                + String.format(Locale.ROOT, "%02d", optionalBlocks.size())
                + "00"
                + optional;
    }

    private String encodedOptional() {
        StringBuilder text = new StringBuilder();
        optionalBlocks.forEach(block -> text.append(block.encode()));
        return text.toString();
    }

    /**
     * Reads the head of a whole key block.
     *
     * @throws KeyRefusedException when the shape is wrong; nothing is authenticated yet
     */
    static KeyBlockHeader parse(String block) {
        require(
                block.length() >= FIXED_CHARACTERS && block.length() <= MAX_CHARACTERS,
                "a key block has 16 to 9999 characters");
        require(decimal(block, 1, 5) == block.length(), "the length field of the key block differs from its length");
        require(block.startsWith("00", 14), "the reserved field of the key block is not 00");
        int count = decimal(block, 12, 14);
        List<OptionalBlock> blocks = new ArrayList<>();
        int at = FIXED_CHARACTERS;
        for (int i = 0; i < count; i++) {
            int length = optionalLength(block, at);
            blocks.add(
                    new OptionalBlock(block.substring(at, at + 2), block.substring(at + OPTIONAL_HEAD, at + length)));
            at += length;
        }
        return new KeyBlockHeader(
                block.charAt(0),
                block.substring(5, 7),
                block.charAt(7),
                block.charAt(8),
                block.substring(9, 11),
                block.charAt(11),
                blocks);
    }

    /** Length of the head when it was parsed from a block. */
    int characters() {
        return FIXED_CHARACTERS + encodedOptional().length();
    }

    private static int optionalLength(String block, int at) {
        require(at + OPTIONAL_HEAD <= block.length(), "an optional block is cut off");
        int high = Character.digit(block.charAt(at + 2), 16);
        int low = Character.digit(block.charAt(at + 3), 16);
        int length = 16 * high + low;
        require(high >= 0 && low >= 0 && length >= OPTIONAL_HEAD, "the length of an optional block is not 04 to FF");
        require(at + length <= block.length(), "an optional block is longer than the key block");
        return length;
    }

    private static int decimal(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            require(c >= '0' && c <= '9', "a number in the key block header is not decimal");
            value = 10 * value + c - '0';
        }
        return value;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
