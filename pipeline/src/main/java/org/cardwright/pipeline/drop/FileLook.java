package org.cardwright.pipeline.drop;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;

/**
 * A file as it looks from outside. Two looks are equal when nothing was written and nothing exchanged in between.
 *
 * @param key device and inode
 * @param regular false for links, pipes, sockets and devices
 * @param directory true for directories
 * @param writableByOthers true when everybody may write it
 * @param bytes its length
 * @param modified when it was written last
 */
record FileLook(
        @Nullable Object key,
        boolean regular,
        boolean directory,
        boolean writableByOthers,
        long bytes,
        FileTime modified) {

    static FileLook of(PosixFileAttributes attributes) {
        return new FileLook(
                attributes.fileKey(),
                attributes.isRegularFile(),
                attributes.isDirectory(),
                !attributes.isSymbolicLink() && attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE),
                attributes.size(),
                attributes.lastModifiedTime());
    }
}
