package org.cardwright.formats.issuer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes files of a gigabyte whose ninth order never ends; the file system stores only their beginning. */
final class Huge {

    private static final long GIGABYTE = 1L << 30;
    private static final int VISIBLE = 4 << 20;
    private static final int FIXED_ORDER_AT = 9 * 400;

    private Huge() {}

    static Path write(Path path, CorruptFiles form) throws IOException {
        String text = new String(form.good(), StandardCharsets.ISO_8859_1);
        int at = form.name().equals("fixed") ? FIXED_ORDER_AT : text.indexOf("WU/LI");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(form.good(), 0, at);
            byte[] filling = new byte[VISIBLE];
            Arrays.fill(filling, (byte) 'A');
            file.write(filling);
            file.setLength(GIGABYTE);
        }
        return path;
    }
}
