package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.cardwright.crypto.derive.DiversificationData;
import org.cardwright.crypto.derive.DiversificationData.SecurityDomain;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.formats.card.PanMask;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a diversification is fed with, from options; never a PAN in clear. */
final class DiversificationOptions {

    @Option(
            names = "--pan-file",
            paramLabel = "FILE",
            description = "One line, the PAN, mode 0600; without it the terminal is asked.")
    private @Nullable Path panFile;

    @Option(names = "--pan", hidden = true)
    private @Nullable String pan;

    @Option(names = "--sequence-number", paramLabel = "N", description = "PAN sequence number, 0 to 99. Default: 0.")
    private @Nullable Integer sequenceNumber;

    @Option(names = "--kdd", paramLabel = "HEX", description = "Key diversification data that the card sent, 10 bytes.")
    private @Nullable String kdd;

    @Option(
            names = "--card-keys",
            paramLabel = "METHOD",
            description = "How the card keys under a session come from the KMC: none, cps11, visa2 or kdf3.")
    private @Nullable String cardKeys;

    @Option(
            names = "--sequence-counter",
            paramLabel = "HEX",
            description = "Sequence counter of SCP02 that the card sent, 2 bytes.")
    private @Nullable String sequenceCounter;

    @Option(names = "--host-challenge", paramLabel = "HEX", description = "Host challenge of SCP03, 8 bytes.")
    private @Nullable String hostChallenge;

    @Option(
            names = "--card-challenge",
            paramLabel = "HEX",
            description = "Card challenge of SCP03 that the card sent, 8 bytes.")
    private @Nullable String cardChallenge;

    @Option(names = "--chip-number", paramLabel = "HEX", description = "Number of the chip, 8 bytes.")
    private @Nullable String chipNumber;

    @Option(names = "--fixed-input", paramLabel = "HEX", description = "What follows the counter, 1 to 255 bytes.")
    private @Nullable String fixedInput;

    @Option(names = "--bits", paramLabel = "N", description = "Bits of the derived AES key: 128, 192 or 256.")
    private @Nullable Integer bits;

    /**
     * The data of the shape that the method takes.
     *
     * @throws WrongUsageException when an option is missing, malformed, or for another method
     */
    DiversificationData data(KeyDiversification method) throws IOException {
        if (pan != null) {
            throw new WrongUsageException("a PAN on the command line stands in the list of processes and in the history"
                    + " of the shell: use --pan-file, or type it");
        }
        Map<String, Object> given = LedgerStructure.object();
        put(given, "--pan-file", panFile);
        put(given, "--sequence-number", sequenceNumber);
        put(given, "--kdd", kdd);
        put(given, "--card-keys", cardKeys);
        put(given, "--sequence-counter", sequenceCounter);
        put(given, "--host-challenge", hostChallenge);
        put(given, "--card-challenge", cardChallenge);
        put(given, "--chip-number", chipNumber);
        put(given, "--fixed-input", fixedInput);
        put(given, "--bits", bits);
        GivenOptions options = new GivenOptions(method.label(), given);
        try {
            DiversificationData data = data(method, options);
            options.requireAllTaken();
            return data;
        } catch (WrongUsageException said) {
            throw said;
        } catch (IllegalArgumentException outside) {
            throw new WrongUsageException(method.label() + ": " + outside.getMessage());
        }
    }

    private static void put(Map<String, Object> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    private DiversificationData data(KeyDiversification method, GivenOptions options) throws IOException {
        return switch (method.input()) {
            case CARD -> card(options);
            case SECURITY_DOMAIN -> new SecurityDomain(options.bytes("--kdd"));
            case SCP02 ->
                new DiversificationData.Scp02Session(
                        options.method("--card-keys"),
                        new SecurityDomain(options.bytes("--kdd")),
                        options.bytes("--sequence-counter"));
            case SCP03 ->
                new DiversificationData.Scp03Session(
                        options.method("--card-keys"),
                        new SecurityDomain(options.bytes("--kdd")),
                        options.bytes("--host-challenge"),
                        options.bytes("--card-challenge"));
            case CHIP -> new DiversificationData.Chip(options.bytes("--chip-number"));
            case FIXED_INPUT ->
                new DiversificationData.CounterMode(options.bytes("--fixed-input"), options.number("--bits"));
            case SALT ->
                throw new WrongUsageException(method.label() + " starts from a PIN, which is no key of the vault, and"
                        + " a check value of what comes of a PIN would let anyone try PINs");
        };
    }

    private DiversificationData card(GivenOptions options) throws IOException {
        int number = options.has("--sequence-number") ? options.number("--sequence-number") : 0;
        PanSequenceNumber sequence = new PanSequenceNumber(number);
        options.taken("--pan-file");
        options.requireAllTaken();
        return new DiversificationData.Card(panFile == null ? PanFile.asked() : PanFile.read(panFile), sequence);
    }

    /** How an answer names the data; a PAN as its issuer wants it shown. */
    static Map<String, Object> shown(DiversificationData data, PanMask pans) {
        Map<String, Object> members = LedgerStructure.object();
        if (data instanceof DiversificationData.Card card) {
            members.put("pan", pans.mask(card.pan().digits()));
            members.put("sequence_number", card.sequenceNumber().digits());
        } else if (data instanceof SecurityDomain manager) {
            members.put("kdd", manager.data().toHex());
        } else if (data instanceof DiversificationData.Scp02Session session) {
            members.put("card_keys", session.cardKeys().label());
            members.put("kdd", session.card().data().toHex());
            members.put("sequence_counter", session.sequenceCounter().toHex());
        } else if (data instanceof DiversificationData.Scp03Session session) {
            members.put("card_keys", session.cardKeys().label());
            members.put("kdd", session.card().data().toHex());
            members.put("host_challenge", session.hostChallenge().toHex());
            members.put("card_challenge", session.cardChallenge().toHex());
        } else if (data instanceof DiversificationData.Chip chip) {
            members.put("chip_number", chip.number().toHex());
        } else if (data instanceof DiversificationData.CounterMode input) {
            members.put("fixed_input", input.input().toHex());
            members.put("bits", input.bits());
        }
        return members;
    }
}
