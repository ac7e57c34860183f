package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.crypto.module.KeyBackup;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** The content of a backup that somebody named. */
final class BackupContent {

    private BackupContent() {}

    static byte[] of(Path file) throws IOException {
        if (Files.size(GivenFile.readable(file)) > KeyBackup.MAX_BYTES) {
            throw new WrongUsageException(file.getFileName() + " is larger than any backup");
        }
        return Files.readAllBytes(file);
    }
}
