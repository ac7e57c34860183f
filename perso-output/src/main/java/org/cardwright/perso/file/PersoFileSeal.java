package org.cardwright.perso.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.CrashPoint.Place;
import org.cardwright.perso.file.Manifest.FileEntry;

/**
 * Turns a work directory into a sealed batch: completes and forces the files, reads every record back and checks its MAC,
 * signs the manifest, lets the independent verifier look at the whole, and only then gives the directory its name.
 *
 * <p>RFC 8032 (signature), RFC 8785 (form), RFC 9162 (tree). May be run again after a crash at any point and then ends in
 * the same bytes.
 */
public final class PersoFileSeal {

    private final SecurityModule module;
    private final CrashPoint crash;

    /** Seals with keys of the module. */
    public PersoFileSeal(SecurityModule module, CrashPoint crash) {
        this.module = module;
        this.crash = crash;
    }

    /** The last word before a batch gets its name. */
    public interface ReleaseCheck {

        /**
         * Looks at the complete directory as an outsider would.
         *
         * @return what is wrong, in words without content; empty when nothing is
         */
        List<String> findings(Path directory) throws IOException;
    }

    /**
     * Seals, or finds that it was sealed before.
     *
     * @param staged the records in index order, as they were appended
     * @param check the independent verifier
     * @return false when the final directory was there already; it is for the caller to verify it
     * @throws PersoFileException when a record on the disk is not the one that was made, or a file is unknown
     * @throws ReleaseRefusedException when the check found something; nothing has a final name in either case
     */
    public boolean seal(SealRequest request, Iterator<PersoRecord> staged, ReleaseCheck check) throws IOException {
        if (Files.isDirectory(request.target(), LinkOption.NOFOLLOW_LINKS)) {
            OwnerOnlyFiles.forceDirectory(request.target().toAbsolutePath().getParent());
            return false;
        }
        WorkDirectory work = new WorkDirectory(request.workDirectory());
        work.reopen();
        complete(work, request);
        check(work, request, staged);
        work.giveFinalNames(crash);
        crash.reached(Place.SEAL_NAMES_FORCED);
        List<String> findings = check.findings(work.root());
        if (!findings.isEmpty()) {
            throw new ReleaseRefusedException(findings);
        }
        crash.reached(Place.SEAL_VERIFIED);
        Files.move(work.root(), request.target(), StandardCopyOption.ATOMIC_MOVE);
        crash.reached(Place.SEAL_RENAMED);
        OwnerOnlyFiles.forceDirectory(request.target().toAbsolutePath().getParent());
        crash.reached(Place.SEAL_DIRECTORY_FORCED);
        return true;
    }

    /** Cuts every file to its committed length and writes what stands behind the last record. */
    private void complete(WorkDirectory work, SealRequest request) throws IOException {
        work.deletePart(Manifest.NAME);
        work.deletePart(ManifestWriter.RECORDS);
        work.deletePart(RejectsFile.NAME);
        if (!work.paths().equals(request.positions().keySet().stream().sorted().toList())) {
            throw new PersoFileException(work.root(), "exactly the files of the batch");
        }
        for (Map.Entry<String, Long> entry : request.positions().entrySet()) {
            String path = entry.getKey();
            try (AppendOnlyFile file = AppendOnlyFile.open(work.part(path), entry.getValue())) {
                file.add(SealedContents.foot(request.groups(), path));
                file.write();
                file.force();
            }
        }
        crash.reached(Place.SEAL_FILES_FORCED);
    }

    /** Reads everything back, then signs what was read. */
    private void check(WorkDirectory work, SealRequest request, Iterator<PersoRecord> staged) throws IOException {
        int rejects =
                RejectsFile.write(work.part(RejectsFile.NAME), request.rejects().iterator());
        RecordMac mac = new RecordMac(
                module.seals(), request.recordKey(), request.head().issuer());
        try (ManifestWriter manifest = new ManifestWriter(work);
                SealedContents contents = new SealedContents(work, request.groups(), manifest)) {
            contents.check(staged, mac);
            requireCounts(work, request.head().counts(), manifest.records(), rejects);
            Map<String, Integer> counts = new TreeMap<>(contents.recordsPerFile());
            if (!counts.keySet().equals(request.positions().keySet())) {
                throw new PersoFileException(work.root(), "a record for every file");
            }
            crash.reached(Place.SEAL_RECORDS_CHECKED);
            counts.put(RejectsFile.NAME, rejects);
            ByteString publicKey = module.inventory().ed25519PublicKey(request.signingKey());
            manifest.finish(
                    request.head(),
                    entries(work, counts),
                    new ManifestWriter.Signer(
                            publicKey, message -> module.seals().sign(request.signingKey(), message)),
                    crash);
        }
    }

    private static void requireCounts(WorkDirectory work, ManifestHead.Counts counts, int good, int rejected)
            throws IOException {
        if (good != counts.made()) {
            throw new PersoFileException(work.root(), counts.made() + " good cards, there are " + good);
        }
        if (rejected != counts.rejected()) {
            throw new PersoFileException(work.root(), counts.rejected() + " rejected orders, there are " + rejected);
        }
    }

    private static List<FileEntry> entries(WorkDirectory work, Map<String, Integer> counts) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            Path file = work.part(entry.getKey());
            entries.add(new FileEntry(entry.getKey(), Digests.sha256(file), Files.size(file), entry.getValue()));
        }
        return entries;
    }
}
