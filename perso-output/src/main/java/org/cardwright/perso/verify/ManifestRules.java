package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.COUNTS;
import static org.cardwright.perso.verify.VerificationRule.FILE_ALTERED;
import static org.cardwright.perso.verify.VerificationRule.FILE_MISSING;
import static org.cardwright.perso.verify.VerificationRule.FILE_UNKNOWN;
import static org.cardwright.perso.verify.VerificationRule.MANIFEST_KEY;
import static org.cardwright.perso.verify.VerificationRule.MANIFEST_SIGNATURE;
import static org.cardwright.perso.verify.VerificationRule.MERKLE_ROOT;
import static org.cardwright.perso.verify.VerificationRule.RECORD_INDEX;
import static org.cardwright.perso.verify.VerificationRule.RECORD_PLACE;
import static org.cardwright.perso.verify.VerificationRule.REJECTS_FILE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.Manifest.FileEntry;
import org.cardwright.perso.file.Manifest.RecordEntry;

/** The manifest against its signature, the directory, and itself. */
final class ManifestRules {

    private static final int MAX_DEPTH = 16;
    private static final String REJECTS = "rejects.csv";
    private static final String REJECTS_HEADER = "record,order,field,rule,reason";

    private final Path directory;
    private final Manifest manifest;
    private final Findings findings;

    ManifestRules(Path directory, Manifest manifest, Findings findings) {
        this.directory = directory;
        this.manifest = manifest;
        this.findings = findings;
    }

    /** True when every file is there, so that cards can be read. */
    boolean check(VerificationContext context) throws IOException {
        findings.at(Manifest.NAME);
        checkSignature(context);
        boolean allThere = checkFiles();
        findings.at(Manifest.NAME);
        checkRecords();
        checkTree();
        checkRejects();
        return allThere;
    }

    private void checkSignature(VerificationContext context) throws IOException {
        ByteString signed = Manifest.signedBytes(directory.resolve(Manifest.NAME));
        boolean fits = context.signatures().verify(manifest.publicKey(), signed, manifest.signature());
        findings.require(fits, MANIFEST_SIGNATURE, "signature", "");
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
        try (Stream<Path> all = Files.walk(directory, MAX_DEPTH)) {
            for (Path path : all.filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList()) {
                String relative = directory.relativize(path).toString();
                findings.at(relative);
                findings.require(named.contains(relative) || relative.equals(Manifest.NAME), FILE_UNKNOWN, "", "");
            }
        }
        return allThere;
    }

    private boolean checkFile(FileEntry entry) throws IOException {
        Path file = directory.resolve(entry.path()).normalize();
        boolean there = file.startsWith(directory.normalize())
                && directory.relativize(file).toString().equals(entry.path())
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (findings.require(there, FILE_MISSING, "", "")) {
            boolean same = Files.size(file) == entry.bytes() && Sha.sha256(file).equals(entry.sha256());
            findings.require(same, FILE_ALTERED, "", "");
        }
        return there;
    }

    /** Index from 1 without gaps; records back to back; as many as every file and the counts say. */
    private void checkRecords() {
        Map<String, Long> ends = new HashMap<>();
        Map<String, Integer> perGroup = new HashMap<>();
        int expected = 1;
        for (RecordEntry entry : manifest.records()) {
            findings.require(entry.index() == expected, RECORD_INDEX, "index", "at place " + expected);
            expected++;
            long end = ends.getOrDefault(entry.file(), firstOffset(entry));
            findings.require(
                    entry.offset() == end && entry.length() > 0, RECORD_PLACE, "offset", "record " + entry.index());
            ends.put(entry.file(), entry.offset() + entry.length());
            perGroup.merge(entry.group(), 1, Integer::sum);
        }
        checkCounts(perGroup);
        for (FileEntry file : manifest.files()) {
            boolean chip = file.path().endsWith("/" + Channel.CHIP.fileName());
            if (chip) {
                findings.require(
                        ends.getOrDefault(file.path(), 0L) == file.bytes(), RECORD_PLACE, "bytes", file.path());
            }
        }
    }

    /** Chip files begin with a record; other files may have a head, which the first record tells. */
    private static long firstOffset(RecordEntry entry) {
        return entry.file().endsWith("/" + Channel.CHIP.fileName()) ? 0 : entry.offset();
    }

    private void checkCounts(Map<String, Integer> perGroup) {
        findings.require(
                manifest.head().counts().good() == manifest.records().size(), COUNTS, "good", "against the records");
        Set<String> groupsWithFiles = new HashSet<>();
        for (FileEntry file : manifest.files()) {
            int slash = file.path().indexOf('/');
            if (slash > 0) {
                String group = file.path().substring(0, slash);
                groupsWithFiles.add(group);
                findings.require(perGroup.getOrDefault(group, 0) == file.records(), COUNTS, "records", file.path());
            }
        }
        findings.require(groupsWithFiles.equals(perGroup.keySet()), COUNTS, "files", "groups of files and records");
    }

    /** RFC 9162, 2.1.1, written down as the book has it. */
    private void checkTree() {
        List<ByteString> leaves = new ArrayList<>();
        manifest.records().forEach(entry -> leaves.add(entry.leaf()));
        findings.require(root(leaves).equals(manifest.merkleRoot()), MERKLE_ROOT, "merkle_root", "");
    }

    private static ByteString root(List<ByteString> leaves) {
        if (leaves.isEmpty()) {
            return Sha.sha256();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = 1;
        while (k * 2 < leaves.size()) {
            k *= 2;
        }
        return Sha.sha256(ByteString.ofByte(0x01), root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    private void checkRejects() throws IOException {
        findings.at(REJECTS);
        int rejected = manifest.head().counts().rejected();
        boolean named = manifest.file(REJECTS).map(f -> f.records() == rejected).orElse(false);
        Path file = directory.resolve(REJECTS);
        if (!findings.require(named && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), REJECTS_FILE, "", "")) {
            return;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        // a quoted line feed is not the end of a line
        String plain = text.replaceAll("\"(?:[^\"]|\"\")*\"", "");
        boolean shape = text.startsWith(REJECTS_HEADER + "\n") && plain.endsWith("\n");
        long lines = plain.chars().filter(c -> c == '\n').count() - 1;
        findings.require(shape && lines == rejected, REJECTS_FILE, "", "");
    }
}
