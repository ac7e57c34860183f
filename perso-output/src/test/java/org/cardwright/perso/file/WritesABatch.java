package org.cardwright.perso.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Stream;

/** A process of its own that writes and seals a batch and looks at every mode at every point on the way. */
final class WritesABatch {

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private WritesABatch() {}

    /** Ends with 0 when nobody else could open anything at any point; the control file must be seen, or it ends with 2. */
    public static void main(String... arguments) throws IOException {
        Path parent = Path.of(arguments[0]);
        Path control = Files.writeString(parent.resolve("control"), "x");
        if (isPrivate(control)) {
            Runtime.getRuntime().halt(2);
        }
        Files.delete(control);
        SampleBatch batch = SampleBatch.of(parent, 25);
        CrashPoint look = place -> requirePrivate(parent);
        batch.seal(batch.append(look), look);
    }

    private static void requirePrivate(Path parent) {
        try (Stream<Path> all = Files.walk(parent)) {
            if (!all.filter(path -> !path.equals(parent)).allMatch(WritesABatch::isPrivate)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isPrivate(Path path) {
        try {
            return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                    .noneMatch(OTHERS::contains);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
