package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R17: with a umask that forbids nothing, nothing is ever open to others: every file and directory is created with the modes
 * of its owner, seen in the system calls, so there is no moment in between.
 */
class PermissionsTest {

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** Calls that create a file or a directory, or change the modes of one, with path and octal mode. */
    private static final List<Pattern> CALLS = List.of(
            Pattern.compile("open(?:at)?\\(.*?\"([^\"]+)\".*?O_CREAT[^,]*, 0([0-7]{3,7})"),
            Pattern.compile("mkdir(?:at)?\\(.*?\"([^\"]+)\", 0([0-7]{3,7})\\) = 0"),
            Pattern.compile("chmod(?:at)?\\(.*?\"([^\"]+)\", 0([0-7]{3,7})"));

    @TempDir
    private Path folder;

    @Tag("R17")
    @Row(
            claim = "nobody but the owner can read anything",
            wanted = "umask 000: files 0600, directories 0700, no moment in between: 0 exceptions")
    @Test
    void nothing_is_ever_open_to_others(Evidence evidence) throws Exception {
        Strace.require();
        TestBureau bureau = new TestBureau(folder.resolve("bureau"));
        List<String> calls = traced(bureau, evidence.size(10, 500));
        List<Path> kept = List.of(bureau.home(), bureau.out());
        Set<String> exposed = new TreeSet<>(exposedBy(calls, kept));
        int files = 0;
        for (Path root : kept) {
            try (Stream<Path> walk = Files.walk(root)) {
                for (Path path : walk.toList()) {
                    files++;
                    addIfOpen(exposed, path);
                }
            }
        }
        // the embedded database makes its files itself; nobody but the owner can enter their directory
        Set<String> ofTheDatabase = new TreeSet<>(exposed);
        ofTheDatabase.removeIf(path -> !path.contains("/home/database/"));
        exposed.removeAll(ofTheDatabase);
        evidence.figure("files and directories", files);
        evidence.figure("modes of database files kept by their directory alone", ofTheDatabase.size());
        evidence.figure("system calls that gave modes", modes(calls, kept).count());
        evidence.figure("exceptions", exposed.size());
        control(evidence, bureau, kept);
        assertThat(exposed).isEmpty();
    }

    /** The system calls of a whole run under a umask that forbids nothing. */
    private List<String> traced(TestBureau bureau, int orders) throws Exception {
        Path export = bureau.export("orders.csv", 1, Map.of("visa-sda", orders));
        Path trace = folder.resolve("trace");
        Program program = new Program(folder.resolve("logs"));
        List<String> before = List.of(
                "/bin/sh",
                "-c",
                "umask 000; exec \"$@\"",
                "sh",
                "strace",
                "-f",
                "--seccomp-bpf",
                "-q",
                "-o",
                trace.toString(),
                "-e",
                "trace=open,openat,mkdir,mkdirat,chmod,fchmodat");
        Program.Ended ended =
                program.start(before, Map.of(), List.of(bureau.prepare(export))).await();
        assertThat(ended.exitCode()).as(ended.toString()).isZero();

        return Files.readAllLines(trace, StandardCharsets.ISO_8859_1);
    }

    /** A file made as carelessly as Java does by default, and one opened afterwards. */
    private void control(Evidence evidence, TestBureau bureau, List<Path> kept) throws Exception {
        Path planted = bureau.out().resolve("planted");
        String path = planted.toString();
        evidence.control(
                "a file created with mode 0666",
                !exposedBy(List.of("1 openat(AT_FDCWD, \"" + path + "\", O_WRONLY|O_CREAT|O_EXCL, 0666) = 7"), kept)
                        .isEmpty());
        evidence.control(
                "a directory created with mode 0777",
                !exposedBy(List.of("1 mkdir(\"" + path + "\", 0777) = 0"), kept).isEmpty());
        evidence.control(
                "a file opened to others later",
                !exposedBy(List.of("1 chmod(\"" + path + "\", 0644) = 0"), kept).isEmpty());
        Files.createFile(planted);
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rw-r--r--"));
        Set<String> found = new TreeSet<>();
        addIfOpen(found, planted);
        evidence.control("a file that others can read", !found.isEmpty());
    }

    private static void addIfOpen(Set<String> exposed, Path path) throws IOException {
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(path);
        if (OTHERS.stream().anyMatch(modes::contains)) {
            exposed.add(path + " " + PosixFilePermissions.toString(modes));
        }
    }

    private static List<String> exposedBy(List<String> calls, List<Path> kept) {
        return modes(calls, kept)
                .filter(call -> (call.mode() & 077) != 0)
                .map(Mode::toString)
                .toList();
    }

    /**
     * Modes that a call gave to something.
     *
     * @param path of what
     * @param mode bits
     */
    private record Mode(String path, int mode) {

        @Override
        public String toString() {
            return path + " 0" + Integer.toOctalString(mode);
        }
    }

    /** A later call that would create what is there already gives no modes. */
    private static Stream<Mode> modes(List<String> calls, List<Path> kept) {
        Set<String> created = new HashSet<>();
        return calls.stream()
                .flatMap(call -> CALLS.stream().map(pattern -> pattern.matcher(call)))
                .filter(Matcher::find)
                .filter(call -> kept.stream().anyMatch(Path.of(call.group(1))::startsWith))
                .filter(call -> created.add(call.group(1)) || call.group().startsWith("chmod"))
                .map(call -> new Mode(call.group(1), Integer.parseInt(call.group(2), 8)));
    }
}
