package org.cardwright.jobs.wiring;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.machine.quality.TestScripts;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.OwnerOnlyFiles;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.pipeline.ledger.ChipKeys;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** Computes the test scripts of a group where the keys of its issuer are, and seals them. */
public final class ScriptMaking {

    private final OpenedHome home;
    private final GroupOfBatch group;
    private final MessageDigest hash = ScriptFile.sha256();

    /** For a group. */
    public ScriptMaking(OpenedHome home, GroupOfBatch group) {
        this.home = home;
        this.group = group;
    }

    /**
     * Writes them.
     *
     * @param operator as the audit names the person
     * @return how many cards have one
     * @throws WrongUsageException when the file is there already, or the cards make no cryptograms that can be foretold
     */
    public int write(Path file, String operator) throws IOException {
        if (Files.exists(file)) {
            throw new WrongUsageException(CardNumberMask.mask(file.toString()) + " is there already");
        }
        TestScripts scripts = IssuerOfProduct.testScripts(home.module(), group.product(), group.recipe())
                .orElseThrow(() -> new WrongUsageException("no application of the product makes cryptograms"));
        noteKeys(operator);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        int cards;
        try (FileChannel channel = OwnerOnlyFiles.openForWriting(part);
                Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.US_ASCII));
                CheckedCards sealed =
                        CheckedCards.open(home, group.directory(), group.group().batch())) {
            for (String line : ScriptFile.head(group)) {
                put(out, line);
            }
            cards = putCards(out, sealed, scripts);
            put(out, ScriptFile.END + cards);
            ByteString signature = home.sign(ScriptFile.signed(hash.digest()));
            out.write(ScriptFile.SIGNATURE + signature.toHex() + "\n");
            out.flush();
            channel.force(true);
        }
        if (cards == 0) {
            Files.delete(part);
            throw new WrongUsageException(
                    "the recipe of the chip does not say what its cards answer (refused-results)");
        }
        Files.move(part, file);
        return cards;
    }

    private void noteKeys(String operator) throws IOException {
        List<String> keys = new KeysAtChips(home, group.product())
                .judging(KeysAtChips.Judging.SCRIPTS)
                .names();
        home.pipeline()
                .chipProduction()
                .note(
                        group.group().batch(),
                        "test scripts of group " + group.group().name(),
                        new ChipKeys(operator, keys));
    }

    private int putCards(Writer out, CheckedCards sealed, TestScripts scripts) throws IOException {
        int cards = 0;
        Optional<PersoFileReader.Card> card = sealed.next(group::isOf);
        while (card.isPresent()) {
            ByteString chip = card.get().channels().get(Channel.CHIP);
            List<String> lines = chip != null ? scripts.lines(CardOfBatch.decode(chip)) : List.of();
            if (!lines.isEmpty()) {
                put(out, ScriptFile.CARD + card.get().entry().index());
                for (String line : lines) {
                    put(out, line);
                }
                cards++;
            }
            card = sealed.next(group::isOf);
        }
        return cards;
    }

    private void put(Writer out, String line) throws IOException {
        String whole = line + "\n";
        hash.update(whole.getBytes(StandardCharsets.US_ASCII));
        out.write(whole);
    }
}
