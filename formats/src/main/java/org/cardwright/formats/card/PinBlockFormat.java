package org.cardwright.formats.card;

/** Clear PIN block formats. ISO 9564-1, 9.3 and 9.4. */
public enum PinBlockFormat {
    /** PIN field xor PAN field. */
    ISO_0(8),
    /** PIN and random or transaction fill, no PAN. */
    ISO_1(8),
    /** PIN and F fill, no PAN: the reference PIN of a chip. */
    ISO_2(8),
    /** As format 0 with random fill. */
    ISO_3(8),
    /** AES, bound to the PAN by two encryptions. */
    ISO_4(16);

    private final int blockBytes;

    PinBlockFormat(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    /** Length of the block, 8 or 16 bytes. */
    public int blockBytes() {
        return blockBytes;
    }
}
