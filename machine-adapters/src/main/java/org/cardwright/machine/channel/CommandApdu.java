package org.cardwright.machine.channel;

import java.util.OptionalInt;
import org.cardwright.formats.bytes.ByteString;

/**
 * A command APDU of short length. ISO/IEC 7816-4, 5.1.
 *
 * @param header CLA, INS, P1, P2 as one number, {@code 0x00A40400}
 * @param data 0 to 255 bytes
 * @param expected Le, 1 to 256; empty when no data are expected
 */
public record CommandApdu(int header, ByteString data, OptionalInt expected) {

    /** Most bytes of data. */
    public static final int MAX_DATA_BYTES = 255;

    /** Le for as much as there is. */
    public static final int MAX_EXPECTED = 256;

    private static final int HEADER_BYTES = 4;

    /** Checks the lengths. */
    public CommandApdu {
        if (data.size() > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("a short command has at most 255 bytes of data, was " + data.size());
        }
        if (expected.isPresent() && (expected.getAsInt() < 1 || expected.getAsInt() > MAX_EXPECTED)) {
            throw new IllegalArgumentException("Le is 1 to 256");
        }
    }

    /** A command that brings data and expects none. */
    public static CommandApdu of(int header, ByteString data) {
        return new CommandApdu(header, data, OptionalInt.empty());
    }

    /** A command without data that expects as much as there is. */
    public static CommandApdu fetching(int header) {
        return new CommandApdu(header, ByteString.EMPTY, OptionalInt.of(MAX_EXPECTED));
    }

    /** The same that expects this many bytes. */
    public CommandApdu expecting(int bytes) {
        return new CommandApdu(header, data, OptionalInt.of(bytes));
    }

    /** Class byte. */
    public int cla() {
        return header >>> 24;
    }

    /** Instruction byte. */
    public int ins() {
        return header >>> 16 & 0xFF;
    }

    /** First parameter. */
    public int p1() {
        return header >>> 8 & 0xFF;
    }

    /** Second parameter. */
    public int p2() {
        return header & 0xFF;
    }

    /** The four bytes of the header. */
    public ByteString headerBytes() {
        return ByteString.ofUnsigned(header, HEADER_BYTES);
    }

    /** Header, Lc and data, Le; an Le of 256 is written 00. */
    public ByteString encode() {
        ByteString body = data.isEmpty() ? data : ByteString.ofByte(data.size()).plus(data);
        ByteString end = expected.isPresent() ? ByteString.ofByte(expected.getAsInt()) : ByteString.EMPTY;
        return ByteString.concat(headerBytes(), body, end);
    }

    /**
     * Reads a command of one of the four short cases. ISO/IEC 7816-4, 5.1, Table 1.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static CommandApdu decode(ByteString bytes) {
        if (bytes.size() < HEADER_BYTES) {
            throw new IllegalArgumentException("a command has a header of four bytes, was " + bytes.size());
        }
        int header = header(bytes);
        int left = bytes.size() - HEADER_BYTES;
        if (left == 0) {
            return of(header, ByteString.EMPTY);
        }
        int first = bytes.unsignedAt(HEADER_BYTES);
        if (left == 1) {
            return of(header, ByteString.EMPTY).expecting(expected(first));
        }
        int dataAt = HEADER_BYTES + 1;
        boolean withLe = left == first + 2;
        if (first == 0 || (left != first + 1 && !withLe)) {
            throw new IllegalArgumentException("Lc contradicts the length of the command");
        }
        CommandApdu command = of(header, bytes.slice(dataAt, dataAt + first));
        return withLe ? command.expecting(expected(bytes.unsignedAt(bytes.size() - 1))) : command;
    }

    private static int header(ByteString bytes) {
        int header = 0;
        for (int i = 0; i < HEADER_BYTES; i++) {
            header = header << 8 | bytes.unsignedAt(i);
        }
        return header;
    }

    private static int expected(int le) {
        return le == 0 ? MAX_EXPECTED : le;
    }
}
