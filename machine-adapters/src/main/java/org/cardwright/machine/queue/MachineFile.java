package org.cardwright.machine.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;

/** A file in a folder where others may write, too: no link is followed, and no file that is there already is written. */
final class MachineFile {

    private MachineFile() {}

    /** What stands in a file, at most so many bytes of it. */
    static ByteString read(Path file, int mostBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return ByteString.of(Channels.newInputStream(channel).readNBytes(mostBytes));
        }
    }

    /** Makes a new file, whole and on the disk when this returns. */
    static void write(Path file, ByteString content, FileAttribute<?> mode) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                mode)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.toByteArray());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
