package org.cardwright.perso.verify;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoFileReader;

/** Reads the files of combined records beside the cards: each the embossing record with the chip record before its end. */
final class CombinedFiles implements Closeable {

    private static final ByteString START = ByteString.ascii("#DCC#");
    private static final ByteString END = ByteString.ascii("#END#@@@@@@\r\n");
    private static final int MAX_HEAD_BYTES = 1 << 16;

    private final Path directory;
    private final Manifest manifest;
    private final Map<String, InputStream> inputs = new HashMap<>();

    CombinedFiles(Path directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /** True when the group has no such file, or its next record is that of the card. */
    boolean nextIs(PersoFileReader.Card card) throws IOException {
        String path = card.entry().group() + "/" + GroupFiles.COMBINED_FILE_NAME;
        if (manifest.file(path).isEmpty()) {
            return true;
        }
        ByteString emboss = card.channels().getOrDefault(Channel.EMBOSS, ByteString.EMPTY);
        ByteString chip = card.channels().getOrDefault(Channel.CHIP, ByteString.EMPTY);
        int body = emboss.size() - END.size();
        if (body < 0) {
            return false;
        }
        ByteString expected = ByteString.concat(emboss.slice(0, body), chip, END);
        return ByteString.of(input(path).readNBytes(expected.size())).equals(expected);
    }

    /** True when every file has been read to its end. */
    boolean atEnd() throws IOException {
        for (InputStream input : inputs.values()) {
            if (input.read() >= 0) {
                return false;
            }
        }
        return true;
    }

    private InputStream input(String path) throws IOException {
        InputStream input = inputs.get(path);
        if (input == null) {
            int head = headBytes(path);
            input = new BufferedInputStream(open(path));
            inputs.put(path, input);
            input.skipNBytes(head);
        }
        return input;
    }

    private InputStream open(String path) throws IOException {
        return Files.newInputStream(directory.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Format records stand before the first card. */
    private int headBytes(String path) throws IOException {
        ByteString bytes;
        try (InputStream input = open(path)) {
            bytes = ByteString.of(input.readNBytes(MAX_HEAD_BYTES));
        }
        int at = 0;
        while (at < bytes.size() && !bytes.slice(at).startsWith(START)) {
            at = behindLineFeed(bytes, at);
        }
        return at;
    }

    private static int behindLineFeed(ByteString bytes, int from) {
        int at = from;
        while (at < bytes.size() && bytes.unsignedAt(at) != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.size());
    }

    @Override
    public void close() throws IOException {
        for (InputStream input : inputs.values()) {
            input.close();
        }
    }
}
