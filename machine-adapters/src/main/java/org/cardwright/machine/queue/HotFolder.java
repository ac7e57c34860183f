package org.cardwright.machine.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.xml.XmlDefinition;

/**
 * The folder of a machine. A job comes in under a temporary name, is forced, read back, told to the journal, and only then gets its
 * name; so a file under its name is whole, and no job gets its name twice. Machine formats C4.
 */
final class HotFolder {

    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> GROUP_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
    private static final String READ = ".read";
    private static final String LATE = ".late";
    private static final int MAX_RESULT_BYTES = 1 << 22;

    private final MachineDefinition machine;
    private final Delivery.HotFolder folder;
    private final StationJournal journal;

    HotFolder(MachineDefinition machine, Delivery.HotFolder folder, StationJournal journal) {
        this.machine = machine;
        this.folder = folder;
        this.journal = journal;
    }

    /**
     * Takes the folder alone until the result is closed.
     *
     * @throws StationException when it is not as it must be, or another process or thread feeds the machine
     */
    Closeable takeAlone() throws IOException {
        return QueueFolder.take(folder.place(), machine.name());
    }

    /**
     * Writes the temporary file of a job that has none which is complete.
     *
     * @throws StationException when a file of its name is there that this journal never handed over
     */
    MachineJob write(MachineJob job) throws IOException {
        if (job.stage() != MachineJob.Stage.PLANNED) {
            return job;
        }
        if (Files.exists(named(job), LinkOption.NOFOLLOW_LINKS)) {
            throw new StationException("a file of job " + job.name() + " is there that nobody here handed over");
        }
        requireNoResult(job.name());
        ByteString content = machine.file(job.name(), job.cards());
        Path temporary = temporary(job);
        Files.deleteIfExists(temporary);
        MachineFile.write(temporary, content, folder.place().group().isEmpty() ? OWNER_FILE : GROUP_FILE);
        requireShared(temporary);
        Durable.force(folder.directory());
        requireSame(temporary, XmlDefinition.sha256(content));
        journal.complete(job.name(), XmlDefinition.sha256(content));
        return new MachineJob(job.name(), MachineJob.Stage.COMPLETE, job.cards());
    }

    /** An answer that was there before the question is somebody else's. */
    private void requireNoResult(String job) {
        for (ResultForm form : folder.results()) {
            if (Files.exists(folder.directory().resolve(job + form.suffix()), LinkOption.NOFOLLOW_LINKS)) {
                throw new StationException("a result of job " + job + " is there before the machine has the job");
            }
        }
    }

    /** Gives the file its name, unless it had it when somebody was interrupted: then the machine may have taken it already. */
    MachineJob rename(MachineJob job) throws IOException {
        if (job.stage() != MachineJob.Stage.COMPLETE) {
            return job;
        }
        Path temporary = temporary(job);
        if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(named(job), LinkOption.NOFOLLOW_LINKS)) {
                throw new StationException("job " + job.name() + " has two files in its folder");
            }
            requireNoResult(job.name());
            requireSame(temporary, XmlDefinition.sha256(machine.file(job.name(), job.cards())));
            Files.move(temporary, named(job), StandardCopyOption.ATOMIC_MOVE);
            Durable.force(folder.directory());
        }
        journal.handed(job.name());
        return new MachineJob(job.name(), MachineJob.Stage.HANDED, job.cards());
    }

    private static void requireSame(Path file, ByteString sha256) throws IOException {
        if (!XmlDefinition.sha256(MachineFile.read(file, Integer.MAX_VALUE)).equals(sha256)) {
            throw new StationException("a file in the folder is not what was written there");
        }
    }

    /** What the result files say, in one reading; nothing until every one is there and whole. */
    Optional<List<ResultReader.Result>> read(String job) throws IOException {
        List<ResultReader.Result> results = new ArrayList<>();
        for (ResultForm form : folder.results()) {
            Path file = folder.directory().resolve(job + form.suffix());
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                requireShort(job, file);
                ResultReader.read(form, job, MachineFile.read(file, MAX_RESULT_BYTES))
                        .ifPresent(results::add);
            }
        }
        return results.size() == folder.results().size() ? Optional.of(results) : Optional.empty();
    }

    /** No machine needs so much for the cards of a job: it would be waited for without an end. */
    private static void requireShort(String job, Path file) throws IOException {
        if (Files.size(file) > MAX_RESULT_BYTES) {
            throw new StationException("a result of job " + job + " is longer than " + MAX_RESULT_BYTES + " bytes");
        }
    }

    /**
     * After the journal has the answers: what was judged is kept beside, and what the machine left of the job, which is card data, goes.
     *
     * @return results that came after those that are kept, and say something else
     */
    int tidy(String job) throws IOException {
        int late = 0;
        for (ResultForm form : folder.results()) {
            Path file = folder.directory().resolve(job + form.suffix());
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                late += keep(form, job) ? 0 : 1;
            }
        }
        Files.deleteIfExists(folder.directory().resolve(job + folder.suffix()));
        Files.deleteIfExists(folder.directory().resolve(job + Delivery.HotFolder.TEMPORARY));
        Durable.force(folder.directory());
        return late;
    }

    /** What was understood is kept in the home, and what the machine wrote goes. False when something else was kept before. */
    private boolean keep(ResultForm form, String job) throws IOException {
        Path read = folder.place().queues().resolve(READ).resolve(machine.name());
        QueueFolder.makeOwn(read);
        Path file = folder.directory().resolve(job + form.suffix());
        byte[] kept = new KeptResult(form, job).of(MachineFile.read(file, MAX_RESULT_BYTES));
        Path target = read.resolve(job + form.suffix());
        boolean first = !Files.exists(target) || Arrays.equals(Files.readAllBytes(target), kept);
        Path temporary = read.resolve(job + form.suffix() + Delivery.HotFolder.TEMPORARY);
        Files.deleteIfExists(temporary);
        MachineFile.write(temporary, ByteString.of(kept), OWNER_FILE);
        Files.move(
                temporary, first ? target : read.resolve(job + form.suffix() + LATE), StandardCopyOption.ATOMIC_MOVE);
        Durable.force(read);
        Files.delete(file);
        return first;
    }

    /** The folder hands its group on to what is made in it; nothing is changed by name, since others may put links there. */
    private void requireShared(Path file) throws IOException {
        String group = folder.place().group();
        PosixFileAttributes made = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!group.isEmpty() && !made.group().getName().equals(group)) {
            throw new StationException("the folder of machine " + machine.name()
                    + " does not hand its group on to files in it: its mode must be 2770");
        }
    }

    private Path named(MachineJob job) {
        return folder.directory().resolve(job.name() + folder.suffix());
    }

    private Path temporary(MachineJob job) {
        return folder.directory().resolve(job.name() + Delivery.HotFolder.TEMPORARY);
    }
}
