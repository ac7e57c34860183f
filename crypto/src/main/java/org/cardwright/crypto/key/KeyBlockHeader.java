package org.cardwright.crypto.key;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The clear head of a key block: what the key is and may do. ANSI X9.143, 6.2 to 6.4.
 *
 * @param version {@code A} to {@code E}, see {@link KeyBlockVersion}
 * @param usage two characters
 * @param algorithm one letter
 * @param modeOfUse one letter
 * @param keyVersion two characters, {@code 00} when not used
 * @param exportability E (under a trusted key), N (not) or S (sensitive)
 * @param optionalBlocks in their order, each identifier once, the filling last
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

    /** Identifier and length of an optional block of at most 255 characters. */
    private static final int SHORT_HEAD = 4;

    /** Longer ones have 00, the number of length digits (04) and the length. ANSI X9.143, 6.2, table 1. */
    private static final int LONG_HEAD = 10;

    /** ANSI X9.143, 6.3.6.5: the code of SHA-256 in block HM. */
    private static final String HMAC_SHA_256 = "21";

    private static final int MAX_SHORT = 0xFF;
    private static final String LONG_MARK = "0004";

    /**
     * One optional block.
     *
     * @param id two characters
     * @param data printable ASCII in the form that its identifier asks for
     */
    public record OptionalBlock(String id, String data) {

        /** Checks the shape; {@link KeyRefusedException} when it is wrong. */
        public OptionalBlock {
            require(isCode(id, 2), "an optional block has an identifier of two characters");
            require(
                    isPrintable(data) && data.length() + LONG_HEAD <= MAX_CHARACTERS,
                    "an optional block has printable characters");
            require(
                    OptionalBlockKind.ofId(id).map(kind -> kind.admits(data)).orElse(true),
                    "the optional block " + id + " has not the form of the standard");
        }

        /** Characters in the head. */
        private int characters() {
            int withShortHead = SHORT_HEAD + data.length();
            return withShortHead <= MAX_SHORT ? withShortHead : LONG_HEAD + data.length();
        }

        private String encode() {
            int characters = characters();
            return characters <= MAX_SHORT
                    ? id + String.format(Locale.ROOT, "%02X", characters) + data
                    : id + LONG_MARK + String.format(Locale.ROOT, "%04X", characters) + data;
        }
    }

    /**
     * A head that was read.
     *
     * @param header what it says
     * @param characters its length in the block
     */
    record Read(KeyBlockHeader header, int characters) {}

    /** Checks the shape; {@link KeyRefusedException} when it is wrong. */
    public KeyBlockHeader {
        optionalBlocks = List.copyOf(optionalBlocks);
        require("ABCDE".indexOf(version) >= 0, "a key block has version A, B, C, D or E");
        require(
                isCode(usage + algorithm + modeOfUse, 4),
                "usage, algorithm and mode of use of a key block are capital letters and digits");
        require(!keyVersion.startsWith("c"), "the key block holds a component, not a key");
        require(isCode(keyVersion, 2), "the key version of a key block is two capital letters or digits");
        require("ENS".indexOf(exportability) >= 0, "the exportability of a key block is E, N or S");
        require(optionalBlocks.size() <= MAX_OPTIONAL_BLOCKS, "a key block has at most 99 optional blocks");
        requireOrder(optionalBlocks);
    }

    private static boolean isCode(String text, int characters) {
        boolean code = text.length() == characters;
        for (int i = 0; i < text.length() && code; i++) {
            char c = text.charAt(i);
            code = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        }
        return code;
    }

    private static boolean isPrintable(String text) {
        boolean printable = true;
        for (int i = 0; i < text.length() && printable; i++) {
            printable = text.charAt(i) >= ' ' && text.charAt(i) <= '~';
        }
        return printable;
    }

    /** No identifier twice, the filling last. ANSI X9.143, 6.3.6. */
    private static void requireOrder(List<OptionalBlock> blocks) {
        Set<String> seen = new HashSet<>();
        for (OptionalBlock block : blocks) {
            require(!seen.contains(OptionalBlockKind.PB.name()), "an optional block follows the filling");
            require(seen.add(block.id()), "the optional block " + block.id() + " occurs twice");
        }
    }

    /** The data of an optional block. */
    public Optional<String> optional(String id) {
        return optionalBlocks.stream()
                .filter(block -> block.id().equals(id))
                .map(OptionalBlock::data)
                .findFirst();
    }

    Optional<String> optional(OptionalBlockKind kind) {
        return optional(kind.name());
    }

    /** Identifiers of the optional blocks that nothing here understands, in their order. */
    public List<String> unknownOptionalBlocks() {
        return optionalBlocks.stream()
                .map(OptionalBlock::id)
                .filter(id -> OptionalBlockKind.ofId(id).isEmpty())
                .toList();
    }

    /** The same with what the recipient checks: the check values of a block cipher key and of its protection key, the hash of HMAC. */
    public KeyBlockHeader withCheckValues(SecretBytes key, SecretBytes protectionKey) {
        List<OptionalBlock> blocks = new ArrayList<>(optionalBlocks);
        KeyAlgorithm kind = KeyAlgorithm.ofLetter(algorithm);
        if (kind.isBlockCipher()) {
            blocks.add(new OptionalBlock(OptionalBlockKind.KC.name(), BlockCheckValue.encode(kind, key)));
        }
        if (kind == KeyAlgorithm.HMAC) {
            blocks.add(new OptionalBlock(OptionalBlockKind.HM.name(), HMAC_SHA_256));
        }
        blocks.add(new OptionalBlock(
                OptionalBlockKind.KP.name(), BlockCheckValue.encode(format().cipher(), protectionKey)));
        return new KeyBlockHeader(version, usage, algorithm, modeOfUse, keyVersion, exportability, blocks);
    }

    /** Is this an HMAC key for another hash than SHA-256? */
    public boolean isForAnotherHash() {
        return algorithm == KeyAlgorithm.HMAC.letter()
                && optional(OptionalBlockKind.HM)
                        .filter(hash -> !hash.equals(HMAC_SHA_256))
                        .isPresent();
    }

    /** How the block protects its key. */
    public KeyBlockVersion format() {
        return KeyBlockVersion.ofLetter(version);
    }

    /** The same with a filling of the right length, where one is needed, so that the head is a whole number of cipher blocks. */
    KeyBlockHeader padded() {
        List<OptionalBlock> blocks = new ArrayList<>(optionalBlocks);
        blocks.removeIf(block -> block.id().equals(OptionalBlockKind.PB.name()));
        int size = format().cipher().blockBytes();
        int surplus = blocks.stream().mapToInt(OptionalBlock::characters).sum() % size;
        if (surplus > 0) {
            int missing = size - surplus;
            int data = missing < SHORT_HEAD ? missing + size - SHORT_HEAD : missing - SHORT_HEAD;
            blocks.add(new OptionalBlock(OptionalBlockKind.PB.name(), "0".repeat(data)));
        }
        return new KeyBlockHeader(version, usage, algorithm, modeOfUse, keyVersion, exportability, blocks);
    }

    /** The characters of a head in a block of which {@code protectedCharacters} follow. */
    String encode(int protectedCharacters) {
        StringBuilder optional = new StringBuilder();
        optionalBlocks.forEach(block -> optional.append(block.encode()));
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

    /**
     * Reads the head of a whole key block.
     *
     * @throws KeyRefusedException when the shape is wrong; nothing is authenticated yet
     */
    static Read read(String block) {
        require(
                block.length() >= FIXED_CHARACTERS && block.length() <= MAX_CHARACTERS,
                "a key block has 16 to 9999 characters");
        require(number(block, 1, 5, 10) == block.length(), "the length field of the key block differs from its length");
        require(block.startsWith("00", 14), "the reserved field of the key block is not 00");
        int count = number(block, 12, 14, 10);
        List<OptionalBlock> blocks = new ArrayList<>();
        int at = FIXED_CHARACTERS;
        for (int i = 0; i < count; i++) {
            require(at + SHORT_HEAD <= block.length(), "an optional block is cut off");
            int head = block.startsWith("00", at + 2) ? LONG_HEAD : SHORT_HEAD;
            int length = optionalLength(block, at, head);
            blocks.add(new OptionalBlock(block.substring(at, at + 2), block.substring(at + head, at + length)));
            at += length;
        }
        KeyBlockHeader header = new KeyBlockHeader(
                block.charAt(0),
                block.substring(5, 7),
                block.charAt(7),
                block.charAt(8),
                block.substring(9, 11),
                block.charAt(11),
                blocks);
        boolean whole = (at - FIXED_CHARACTERS) % header.format().cipher().blockBytes() == 0;
        require(whole, "the optional blocks are no whole number of cipher blocks");
        return new Read(header, at);
    }

    private static int optionalLength(String block, int at, int head) {
        require(at + head <= block.length(), "an optional block is cut off");
        boolean isLong = head == LONG_HEAD;
        require(!isLong || block.startsWith(LONG_MARK, at + 2), "a long optional block has a length of 4 digits");
        int length = isLong ? number(block, at + 6, at + 10, 16) : number(block, at + 2, at + 4, 16);
        require(length >= head, "an optional block is shorter than its own head");
        require(at + length <= block.length(), "an optional block is longer than the key block");
        return length;
    }

    private static int number(String text, int from, int to, int radix) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 && (c < 'a' || c > 'z') ? Character.digit(c, radix) : -1;
            require(digit >= 0, "a number in the key block header has other characters than digits");
            value = radix * value + digit;
        }
        return value;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new KeyRefusedException(message);
        }
    }
}
