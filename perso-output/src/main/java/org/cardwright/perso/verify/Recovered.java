package org.cardwright.perso.verify;

import org.cardwright.formats.bytes.ByteString;

/** What comes out of a certificate or signature, cut open from the left. EMV 4.4 Book 2, Tables 6, 7, 14. */
final class Recovered {

    private static final int HASH_BYTES = 20;

    private final ByteString block;
    private int at;

    Recovered(ByteString block) {
        this.block = block;
    }

    ByteString take(int count) {
        at += count;
        return block.slice(at - count, at);
    }

    int number() {
        return take(1).toUnsigned();
    }

    /** Header 6A, the format, trailer BC. */
    boolean isFramed(int format) {
        return block.size() > HASH_BYTES + 3
                && block.unsignedAt(0) == 0x6A
                && block.unsignedAt(1) == format
                && block.unsignedAt(block.size() - 1) == 0xBC;
    }

    /** Everything from the format to before the hash, followed by what was not signed along: does it have the hash? */
    boolean hashFits(ByteString... behind) {
        int hashAt = block.size() - 1 - HASH_BYTES;
        ByteString[] signed = new ByteString[behind.length + 1];
        signed[0] = block.slice(1, hashAt);
        System.arraycopy(behind, 0, signed, 1, behind.length);
        return Sha.sha1(signed).equals(block.slice(hashAt, hashAt + HASH_BYTES));
    }

    /** The key field between here and the hash. */
    ByteString upToHash() {
        return take(block.size() - 1 - HASH_BYTES - at);
    }

    void skip(int count) {
        take(count);
    }
}
