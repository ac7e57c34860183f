package org.cardwright.jobs.home;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.cardwright.pipeline.drop.Completion;

/**
 * What is agreed with an issuer about the files that it drops.
 *
 * @param folder where it drops them on this machine
 * @param sftp where it drops them on an SFTP server; one of the two is there
 * @param complete how it says that one is complete
 * @param quiet how long a file has not changed before it is taken
 * @param maxBytes largest file
 * @param maxWaiting files that are taken ahead of the batches
 * @param answers where it finds what became of its files
 * @param envelope what it must enclose them in; empty for bare files
 */
public record DropSection(
        Optional<Path> folder,
        Optional<SftpSection> sftp,
        Completion complete,
        Duration quiet,
        long maxBytes,
        int maxWaiting,
        Optional<Path> answers,
        Optional<EnvelopeSection> envelope) {

    private static final String FOLDER = "drop.folder";
    private static final int QUIET_SECONDS = 5;
    private static final int MAX_QUIET_SECONDS = 3600;
    private static final int MEGABYTES = 1024;
    private static final int MAX_MEGABYTES = 65_536;
    private static final int WAITING = 4;
    private static final int MAX_WAITING = 1000;

    /** The section of an issuer; none when nothing is agreed. */
    static Optional<DropSection> load(StrictProperties values, Path file) {
        Optional<Path> folder = path(values, file, FOLDER);
        Optional<SftpSection> sftp = SftpSection.load(values, file);
        if (folder.isEmpty() && sftp.isEmpty()) {
            if (values.hasAny("drop.")) {
                throw new ConfigurationException(file.getFileName() + ": " + FOLDER + " is missing");
            }
            return Optional.empty();
        }
        if (folder.isPresent() && sftp.isPresent()) {
            throw new ConfigurationException(file.getFileName() + ": " + FOLDER + " and drop.sftp exclude each other");
        }
        return Optional.of(new DropSection(
                folder,
                sftp,
                values.choice("drop.complete", Completion.MARKER),
                Duration.ofSeconds(values.number("drop.quiet-seconds", QUIET_SECONDS, 1, MAX_QUIET_SECONDS)),
                (long) values.number("drop.max-megabytes", MEGABYTES, 1, MAX_MEGABYTES) << 20,
                values.number("drop.max-waiting", WAITING, 1, MAX_WAITING),
                path(values, file, "drop.answers"),
                EnvelopeSection.load(values, file)));
    }

    static Optional<Path> path(StrictProperties values, Path file, String name) {
        String text = values.text(name, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(text));
        } catch (InvalidPathException impossible) {
            throw new ConfigurationException(file.getFileName() + ": " + name + " is no directory name");
        }
    }
}
