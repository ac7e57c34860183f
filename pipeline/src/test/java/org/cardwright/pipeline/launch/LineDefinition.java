package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardChannel;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.RejectTexts;
import org.cardwright.formats.card.Screened;
import org.cardwright.formats.profile.lint.LintReport;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.verify.CardChannels;
import org.cardwright.pipeline.close.BatchRelease;
import org.cardwright.pipeline.close.Inspection;
import org.cardwright.pipeline.close.PersoRelease;
import org.cardwright.pipeline.intake.OrderReading;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.ledger.ProfileVersion;
import org.cardwright.pipeline.step.AcceptedCard;
import org.cardwright.pipeline.step.CardProcessing;
import org.cardwright.pipeline.step.ProcessedCard;
import org.cardwright.pipeline.step.StageTimes;

/** A batch of {@link LineReading} orders whose records depend on the order alone; tests may wrap its parts. */
final class LineDefinition implements BatchDefinition {

    private static final Set<CardChannel> CHANNELS = Set.of(CardChannel.CHIP);

    private final String profileVersion;
    private final UnaryOperator<CardProcessing> processing;
    private final UnaryOperator<BatchRelease> release;

    LineDefinition(
            String profileVersion, UnaryOperator<CardProcessing> processing, UnaryOperator<BatchRelease> release) {
        this.profileVersion = profileVersion;
        this.processing = processing;
        this.release = release;
    }

    static LineDefinition plain() {
        return new LineDefinition("1", UnaryOperator.identity(), r -> r);
    }

    @Override
    public String layout() {
        return "lines";
    }

    @Override
    public List<IdentityPart> parts() {
        return List.of(new IdentityPart("profile", "debit", profileVersion), new IdentityPart("layout", "lines", "1"));
    }

    @Override
    public LintReport review(Path file) {
        return LintReport.CLEAN;
    }

    @Override
    public List<ProfileVersion> ordered(Path file) {
        return List.of(new ProfileVersion("bank", "debit", 1, "0123456789abcdef".repeat(4)));
    }

    @Override
    public OrderReading reading() {
        return new LineReading();
    }

    @Override
    public List<KeyDescription> transportKeys(Path file) {
        return List.of();
    }

    @Override
    public Map<KeyName, Integer> certificateKeys() {
        return Map.of(LineReading.ISSUER_KEY, 2);
    }

    @Override
    public List<KeyUses.Use> keyUses() {
        return List.of();
    }

    @Override
    public CardProcessing processing(StageTimes times) {
        return processing.apply(slice -> times.time("make", slice.size(), () -> make(slice)));
    }

    private static List<ProcessedCard> make(List<AcceptedCard> slice) {
        List<ProcessedCard> results = new ArrayList<>();
        for (AcceptedCard card : slice) {
            results.add(make(card));
        }
        return results;
    }

    /** Record: group, order, serial number, masked PAN, filling; PAN sequence number 99 stands for a bad PIN block. */
    private static ProcessedCard make(AcceptedCard card) {
        int recordNumber = card.application().recordNumber();
        if (card.application().panSequenceNumber().value() == 99) {
            return new ProcessedCard.Refused(new Screened.Rejected(
                    recordNumber,
                    card.application().orderReference(),
                    "PIN_BLOCK",
                    RejectReason.PIN_BLOCK_WITHOUT_PIN));
        }
        String group = new LineReading().plan(card.application()).group();
        String content = card.application().orderReference() + " "
                + card.certificateSerialNumbers().get(0).toHex() + " "
                + card.application().pan().masked() + " " + pair(card) + "x".repeat(recordNumber % 50);
        return new ProcessedCard.Good(
                recordNumber,
                card.application().orderReference(),
                group,
                Map.of(Channel.CHIP, ByteString.ascii(content)),
                CHANNELS);
    }

    /** The modulus of a pair that was made ahead. */
    private static String pair(AcceptedCard card) {
        return card.keyPairs().stream()
                .flatMap(Optional::stream)
                .map(pair -> pair.modulus().toHex() + " ")
                .collect(Collectors.joining());
    }

    @Override
    public KeyName recordKey() {
        return Home.LEDGER_KEY;
    }

    @Override
    public BatchRelease release(ReleaseSheet sheet) {
        TestModule module = new TestModule();
        return release.apply(new PersoRelease(
                module,
                new PersoRelease.Terms(
                        sheet.directory(),
                        List.of(group("blue"), group("gold")),
                        (counts, used) -> new ManifestHead(
                                sheet.batch(),
                                sheet.issuer(),
                                sheet.sourceSha256(),
                                layout(),
                                List.of(),
                                counts,
                                List.of()),
                        recordKey(),
                        KeyName.of("bureau.manifest"),
                        RejectTexts.ENGLISH,
                        PanMask.STANDARD,
                        LineDefinition::inspect)));
    }

    private static GroupFiles group(String name) {
        return new GroupFiles(name, Map.of(Channel.CHIP, GroupFiles.Frame.NONE), false);
    }

    private static Inspection inspect(Path directory) throws IOException {
        List<String> findings = findings(directory);
        int cards = findings.isEmpty()
                ? Manifest.read(directory.resolve(Manifest.NAME)).cards()
                : 0;
        return new Inspection(findings, List.of(), CardChannels.of(Collections.nCopies(cards, CHANNELS)));
    }

    /** Signature, hashes and the set of files. */
    private static List<String> findings(Path directory) throws IOException {
        Path file = directory.resolve(Manifest.NAME);
        if (!Files.isRegularFile(file)) {
            return List.of("the manifest is missing");
        }
        TestModule module = new TestModule();
        ByteString key = module.inventory().ed25519PublicKey(KeyName.of("bureau.manifest"));
        List<String> findings = new ArrayList<>();
        if (!Manifest.isSigned(file, key, module.seals())) {
            findings.add("the signature does not fit");
        }
        Set<String> known = new TreeSet<>(Set.of(Manifest.NAME));
        for (Manifest.FileEntry entry : Manifest.read(file).files()) {
            known.add(entry.path());
            Path path = directory.resolve(entry.path());
            if (!Files.isRegularFile(path) || !Inbox.sha256(path).equals(entry.sha256())) {
                findings.add(entry.path() + " differs");
            }
        }
        if (!known.equals(Home.contents(directory).keySet())) {
            findings.add("unknown or missing files");
        }
        return findings;
    }
}
