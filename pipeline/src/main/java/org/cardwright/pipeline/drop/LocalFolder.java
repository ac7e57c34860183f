package org.cardwright.pipeline.drop;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.UserPrincipal;

/**
 * A folder of this machine.
 *
 * @param path where it is
 */
public record LocalFolder(Path path) implements DropSource {

    @Override
    public DropDirectory open(UserPrincipal us) throws IOException {
        SecureDirectoryStream<Path> folder = Directories.open(path);
        try {
            return new LocalDirectory(path, folder, us);
        } catch (IOException | RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    @Override
    public void close() {}
}
