package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.cardwright.crypto.ceremony.SealedShare;
import org.cardwright.crypto.ceremony.Share;
import org.cardwright.crypto.ceremony.ShareJoin;
import org.cardwright.crypto.key.ClearKeyAccess;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;

/** A custodian enters a share: the lines of the sheet, what a scanner read, or the file with its passphrase. */
public final class ShareEntry {

    private static final int MAX_BYTES = 4096;
    private static final int LONGEST_LINE = 60;

    /** Before the name of a file. */
    private static final String FILE = "file:";

    private ShareEntry() {}

    /**
     * Takes the share of a custodian into the quorum.
     *
     * @return what was entered, nothing of its value
     * @throws KeyRefusedException when it is mistyped too often, is somebody else's, or does not fit the others
     */
    public static String enter(Visit visit, ShareJoin join) throws IOException {
        return Trying.fewTimes(visit, () -> {
            Share share = typed(visit);
            String who = visit.login().operator();
            if (!share.custodian().equals(who)) {
                share.close();
                throw new KeyRefusedException("the share is of another custodian than the one who enters it");
            }
            join.enter(share);
            return "entered " + share.words();
        });
    }

    private static Share typed(Visit visit) throws IOException {
        try (SecretBytes text = visit.lines("Share, line", ShareEntry::requireLine)) {
            byte[] bytes = ClearKeyAccess.open(text);
            return startsWithFile(text)
                    ? opened(
                            visit,
                            new String(bytes, FILE.length(), bytes.length - FILE.length(), StandardCharsets.UTF_8))
                    : Share.parse(text);
        }
    }

    /** A line of the sheet; the name of a file and what a scanner read are looked at as a whole. */
    private static void requireLine(int number, SecretBytes line) {
        boolean isWhole = number == 1 && (line.size() > LONGEST_LINE || startsWithFile(line));
        if (!isWhole) {
            Share.requireLine(number, line);
        }
    }

    private static boolean startsWithFile(SecretBytes text) {
        byte[] bytes = ClearKeyAccess.open(text);
        byte[] start = FILE.getBytes(StandardCharsets.US_ASCII);
        return Arrays.equals(start, Arrays.copyOf(bytes, start.length));
    }

    private static Share opened(Visit visit, String name) throws IOException {
        byte[] content = Files.readAllBytes(file(name.strip()));
        try {
            if (!SealedShare.isSealed(content)) {
                throw new KeyRefusedException("the file is no share under a passphrase");
            }
            try (SecretBytes passphrase = visit.secret("Passphrase of the file")) {
                return SealedShare.open(new String(content, StandardCharsets.US_ASCII), passphrase);
            }
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static Path file(String name) throws IOException {
        try {
            Path file = Path.of(name);
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                return file;
            }
        } catch (InvalidPathException impossible) {
            // as if it was not there
        }
        throw new KeyRefusedException("there is no such file of a share");
    }
}
