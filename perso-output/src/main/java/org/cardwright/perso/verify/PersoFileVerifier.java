package org.cardwright.perso.verify;

import static org.cardwright.perso.verify.VerificationRule.COMBINED_RECORD;
import static org.cardwright.perso.verify.VerificationRule.LEAF;
import static org.cardwright.perso.verify.VerificationRule.MANIFEST_READABLE;
import static org.cardwright.perso.verify.VerificationRule.RECORD_PLACE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.PersoFileException;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.json.MalformedJsonException;

/**
 * Verifies a whole batch directory: manifest, files, tree, and every card as terminal, machine and issuer will see it.
 *
 * <p>EMV 4.4 Book 2, 5 to 7, and Book 3, 7 and 10, for the cards; RFC 8032, 8785 and 9162 for the manifest. Safe for several
 * threads; every call reads the directory anew.
 */
public final class PersoFileVerifier {

    private static final int CARDS_PER_MODULE_CALL = 64;

    private final VerificationContext context;

    /** Hears how many of all cards have been looked at, every now and then. */
    @FunctionalInterface
    public interface Listener {

        /** So many cards of so many. */
        void at(long done, long total);
    }

    /** Verifies with what the context offers. */
    public PersoFileVerifier(VerificationContext context) {
        this.context = context;
    }

    /**
     * Looks at everything.
     *
     * @throws IOException when the directory cannot be read; wrong content is a finding, not an exception
     */
    public VerificationReport verify(Path batchDirectory) throws IOException {
        return verify(batchDirectory, (done, total) -> {});
    }

    /** The same for somebody who waits for it. */
    public VerificationReport verify(Path batchDirectory, Listener listener) throws IOException {
        Findings findings = new Findings();
        findings.at(Manifest.NAME);
        RecordIndexRules index = new RecordIndexRules(findings);
        Optional<Manifest> manifest = manifest(batchDirectory, index, findings);
        if (manifest.isEmpty()) {
            return findings.report(0);
        }
        if (!new ManifestRules(batchDirectory, manifest.get(), index, findings).check(context)) {
            findings.notChecked("cards: a file is missing");
            return findings.report(0);
        }
        int cards = 0;
        try (PersoFileReader reader = PersoFileReader.open(batchDirectory)) {
            cards = verifyCards(reader, batchDirectory, findings, listener);
        } catch (PersoFileException unreadable) {
            findings.add(RECORD_PLACE, "", "a file ends behind this record");
        }
        sayWhatWasLeftOut(findings);
        return findings.report(cards);
    }

    /**
     * Looks at one card alone: everything but manifest, files and what no two cards of a batch may share.
     *
     * @param group product and plastic
     * @param order the issuer's name of the order
     * @param channels the card's record in each file
     */
    public VerificationReport verifyCard(String group, String order, Map<Channel, ByteString> channels) {
        Findings findings = new Findings();
        findings.at("", 1, order);
        new CardVerifier(context, findings).verify(group, order, channels);
        return findings.report(1);
    }

    private static Optional<Manifest> manifest(Path directory, RecordIndexRules index, Findings findings)
            throws IOException {
        Path file = directory.resolve(Manifest.NAME);
        if (!findings.require(
                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS), MANIFEST_READABLE, "", "no regular file")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Manifest.read(file, index));
        } catch (MalformedJsonException malformed) {
            findings.add(MANIFEST_READABLE, "", "at character " + malformed.offsetCharacters());
            return Optional.empty();
        }
    }

    private void sayWhatWasLeftOut(Findings findings) {
        if (context.module().isEmpty()) {
            findings.notChecked("private keys, card keys, PIN blocks and verification values: no security module");
        }
        if (context.module().isEmpty() || context.recordKey().isEmpty()) {
            findings.notChecked("that each leaf is that of its card: no record key");
        }
    }

    private int verifyCards(PersoFileReader reader, Path directory, Findings findings, Listener listener)
            throws IOException {
        OncePerBatch once = new OncePerBatch(findings);
        FormatRecords formats = new FormatRecords(context, directory, findings);
        List<PersoFileReader.Card> batch = new ArrayList<>();
        int cards = 0;
        try (CombinedFiles combined = new CombinedFiles(directory, reader.manifest())) {
            Optional<PersoFileReader.Card> card = reader.next();
            while (card.isPresent()) {
                cards++;
                findings.at(
                        card.get().entry().file(),
                        card.get().entry().index(),
                        card.get().entry().order());
                once.order(cards, card.get().entry().order());
                List<CardView> views = new CardVerifier(context, findings)
                        .verify(
                                card.get().entry().group(),
                                card.get().entry().order(),
                                card.get().channels());
                once.card(cards, views);
                findings.require(combined.nextIs(card.get()), COMBINED_RECORD, "", "");
                formats.check(reader.manifest(), card.get());
                batch.add(card.get());
                card = reader.next();
                if (batch.size() == CARDS_PER_MODULE_CALL || card.isEmpty()) {
                    verifyLeaves(batch, reader.manifest().head().issuer(), findings);
                    batch.clear();
                    listener.at(cards, reader.manifest().cards());
                }
            }
            findings.at("");
            findings.require(combined.atEnd(), COMBINED_RECORD, "", "more records than cards");
            findings.require(!reader.hasSurplus(), RECORD_PLACE, "", "more records than cards");
        }
        return cards;
    }

    /** Leaf of each card on the disk, with the salt that the record key gives for its order. */
    private void verifyLeaves(List<PersoFileReader.Card> cards, String issuer, Findings findings) {
        if (context.module().isEmpty() || context.recordKey().isEmpty()) {
            return;
        }
        List<ByteString> salts = new RecordMac(
                        context.module().get().seals(), context.recordKey().get(), issuer)
                .salts(cards.stream().map(card -> card.entry().order()).toList());
        for (int i = 0; i < cards.size(); i++) {
            PersoFileReader.Card card = cards.get(i);
            findings.at(card.entry().file(), card.entry().index(), card.entry().order());
            findings.require(
                    leaf(salts.get(i), card.channels()).equals(card.entry().leaf()), LEAF, "leaf", "");
        }
    }

    /** {@code SHA-256(00 || salt || chip || emboss || laser || track)}, hashes each, zeros for what is not there. */
    private static ByteString leaf(ByteString salt, Map<Channel, ByteString> channels) {
        List<ByteString> parts = new ArrayList<>(List.of(ByteString.ofByte(0x00), salt));
        for (Channel channel : List.of(Channel.CHIP, Channel.EMBOSS, Channel.LASER, Channel.TRACK)) {
            ByteString data = channels.get(channel);
            parts.add(data == null ? ByteString.repeat(0, 32) : Sha.sha256(data));
        }
        return Sha.sha256(parts.toArray(new ByteString[0]));
    }
}
