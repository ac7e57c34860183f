package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.COUNTS;
import static org.cardwright.perso.verify.VerificationRule.FILE_ALTERED;
import static org.cardwright.perso.verify.VerificationRule.FILE_MISSING;
import static org.cardwright.perso.verify.VerificationRule.FILE_UNKNOWN;
import static org.cardwright.perso.verify.VerificationRule.MANIFEST_KEY;
import static org.cardwright.perso.verify.VerificationRule.MANIFEST_READABLE;
import static org.cardwright.perso.verify.VerificationRule.MANIFEST_SIGNATURE;
import static org.cardwright.perso.verify.VerificationRule.MERKLE_ROOT;
import static org.cardwright.perso.verify.VerificationRule.RECORD_PLACE;
import static org.cardwright.perso.verify.VerificationRule.REJECTS_FILE;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.crypto.module.SignedMessage;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.Manifest.FileEntry;
import org.cardwright.perso.json.MalformedJsonException;

/** The manifest against its signature, the directory, and itself. */
final class ManifestRules {

    private static final int MAX_DEPTH = 16;
    private static final String REJECTS = "rejects.csv";
    private static final String REJECTS_HEADER = "record,order,field,rule,reason\n";

    private final Path directory;
    private final Manifest manifest;
    private final RecordIndexRules index;
    private final Findings findings;

    /** The index has seen every card of the manifest. */
    ManifestRules(Path directory, Manifest manifest, RecordIndexRules index, Findings findings) {
        this.directory = directory;
        this.manifest = manifest;
        this.index = index;
        this.findings = findings;
    }

    /** True when every file is there, so that cards can be read. */
    boolean check(VerificationContext context) throws IOException {
        findings.at(Manifest.NAME);
        checkSignature(context);
        boolean allThere = checkFiles();
        findings.at(Manifest.NAME);
        checkIndex();
        checkRejects();
        return allThere;
    }

    private void checkSignature(VerificationContext context) throws IOException {
        try {
            SignedMessage signed = Manifest.signedForm(directory.resolve(Manifest.NAME));
            boolean fits = context.signatures().verify(manifest.publicKey(), signed, manifest.signature());
            findings.require(fits, MANIFEST_SIGNATURE, "signature", "");
        } catch (MalformedJsonException otherwiseWritten) {
            findings.add(
                    MANIFEST_READABLE, "", "not in canonical form at character " + otherwiseWritten.offsetCharacters());
        }
        if (context.publicKey().isPresent()) {
            findings.require(context.publicKey().get().equals(manifest.publicKey()), MANIFEST_KEY, "public_key", "");
        } else {
            findings.notChecked("that the public key of the manifest is the bureau's: none was given");
        }
    }

    private boolean checkFiles() throws IOException {
        boolean allThere = true;
        Set<String> named = new HashSet<>();
        for (FileEntry entry : manifest.files()) {
            findings.at(entry.path());
            findings.require(named.add(entry.path()), FILE_UNKNOWN, "files", "named twice");
            allThere &= checkFile(entry);
        }
        checkUnknown(named);
        return allThere;
    }

    /** Files, links and directories that nobody named; a directory may be there only for the files in it. */
    private void checkUnknown(Set<String> named) throws IOException {
        try (Stream<Path> all = Files.walk(directory, MAX_DEPTH)) {
            for (Path path : all.filter(p -> !p.equals(directory)).sorted().toList()) {
                String relative = directory.relativize(path).toString();
                boolean isDirectory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                boolean known = isDirectory
                        ? named.stream().anyMatch(file -> file.startsWith(relative + "/"))
                        : named.contains(relative) || relative.equals(Manifest.NAME);
                findings.at(relative);
                findings.require(known, FILE_UNKNOWN, "", isDirectory ? "a directory without such a file" : "");
            }
        }
    }

    private boolean checkFile(FileEntry entry) throws IOException {
        Path file = directory.resolve(entry.path()).normalize();
        boolean there = file.startsWith(directory.normalize())
                && directory.relativize(file).toString().equals(entry.path())
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (findings.require(there, FILE_MISSING, "", "not there, a link, or no regular file")) {
            long bytes = Files.size(file);
            boolean sameLength = findings.require(
                    bytes == entry.bytes(), FILE_ALTERED, "", bytes + " bytes instead of " + entry.bytes());
            boolean same = !sameLength || Sha.sha256(file).equals(entry.sha256());
            findings.require(same, FILE_ALTERED, "", "right length, other content");
        }
        return there;
    }

    /** As many cards as the counts and every file say, and the tree over all of them. */
    private void checkIndex() {
        int good = manifest.head().counts().made();
        findings.require(good == manifest.cards(), COUNTS, "good", good + ", but " + manifest.cards() + " records");
        Set<String> groupsWithFiles = new HashSet<>();
        for (FileEntry file : manifest.files()) {
            int slash = file.path().indexOf('/');
            if (slash > 0) {
                String group = file.path().substring(0, slash);
                groupsWithFiles.add(group);
                findings.require(index.cards(group) == file.records(), COUNTS, "records", file.path());
            }
            if (file.path().endsWith("/" + Channel.CHIP.fileName())) {
                findings.require(index.end(file.path()) == file.bytes(), RECORD_PLACE, "bytes", file.path());
            }
        }
        findings.require(groupsWithFiles.equals(index.groups()), COUNTS, "files", "groups of files and records");
        findings.require(index.root().equals(manifest.merkleRoot()), MERKLE_ROOT, "merkle_root", "");
    }

    private void checkRejects() throws IOException {
        findings.at(REJECTS);
        int rejected = manifest.head().counts().rejected();
        boolean named = manifest.file(REJECTS).map(f -> f.records() == rejected).orElse(false);
        Path file = directory.resolve(REJECTS);
        if (!findings.require(named && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), REJECTS_FILE, "", "")) {
            return;
        }
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            boolean header = new String(read(in, REJECTS_HEADER.length())).equals(REJECTS_HEADER);
            findings.require(header && lines(in) == rejected, REJECTS_FILE, "", "");
        } catch (CharacterCodingException notUtf8) {
            findings.add(REJECTS_FILE, "", "not UTF-8");
        }
    }

    private static char[] read(Reader in, int count) throws IOException {
        char[] text = new char[count];
        int at = 0;
        int read = in.read(text, 0, count);
        while (read > 0) {
            at += read;
            read = in.read(text, at, count - at);
        }
        return text;
    }

    /** Lines up to the end, -1 when the last one has none; a line feed inside quotation marks ends no line. */
    private static long lines(Reader in) throws IOException {
        long lines = 0;
        boolean quoted = false;
        int last = '\n';
        for (int c = in.read(); c >= 0; c = in.read()) {
            quoted ^= c == '"';
            lines += c == '\n' && !quoted ? 1 : 0;
            last = c;
        }
        return last == '\n' && !quoted ? lines : -1;
    }
}
