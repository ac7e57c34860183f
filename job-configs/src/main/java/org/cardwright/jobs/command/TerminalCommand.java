package org.cardwright.jobs.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.card.CardNumberMask;
import org.cardwright.jobs.home.OwnerOnly;
import org.cardwright.jobs.wiring.CardOfBatch;
import org.cardwright.jobs.wiring.IssuerOfProduct;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ShownPans;
import org.cardwright.machine.CardPersonalization;
import org.cardwright.machine.channel.Transcript;
import org.cardwright.machine.channel.TranscriptChannel;
import org.cardwright.machine.terminal.EmvTerminal;
import org.cardwright.machine.terminal.HostAnswer;
import org.cardwright.machine.terminal.IssuerHost;
import org.cardwright.machine.terminal.PinPad;
import org.cardwright.machine.terminal.TerminalProfile;
import org.cardwright.machine.terminal.Transaction;
import org.cardwright.machine.terminal.TransactionPage;
import org.cardwright.machine.terminal.TransactionResult;
import org.cardwright.machine.virtualcard.TransportKeySecrets;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.json.MalformedJsonException;
import org.cardwright.perso.show.TransportKeys;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.cardwright.sample.SampleData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright terminal DIR --order ID}: one card of a sealed batch before a terminal and the host of its issuer. */
@Command(
        name = "terminal",
        description =
                "Puts one card of a sealed batch on a virtual chip and pays with it: exit 70 when terminal or issuer"
                        + " refuse it.")
public final class TerminalCommand implements Callable<Integer> {

    private static final int REFUSED = ExitCode.NOT_VERIFIED;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "DIR", description = "Directory of the sealed batch.")
    private Path directory = Path.of("");

    @Option(names = "--order", required = true, paramLabel = "ID", description = "The issuer's name of the order.")
    private String order = "";

    @Option(names = "--amount", paramLabel = "N", description = "Amount in the minor unit. Default: ${DEFAULT-VALUE}.")
    private long amount = 4_200;

    @Option(names = "--on", paramLabel = "DATE", description = "Day of the transaction. Default: today.")
    private @Nullable LocalDate on;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Transport keys as JSON, as of 'show'. Default: the published test keys.")
    private @Nullable Path keys;

    @Option(names = "--transcript", paramLabel = "FILE", description = "Writes the transcript as text.")
    private @Nullable Path transcriptFile;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes a report, or the grid, as one page of HTML that needs nothing else.")
    private @Nullable Path html;

    @Mixin
    private GridOptions grid = new GridOptions();

    @Option(
            names = "--pin-file",
            paramLabel = "FILE",
            description = "File with the PIN that the cardholder types. Default: PIN entry is bypassed.")
    private @Nullable Path pinFile;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        GivenFile.readable(directory.resolve(Manifest.NAME));
        Stream.of(Optional.ofNullable(html), Optional.ofNullable(transcriptFile), grid.csv())
                .flatMap(Optional::stream)
                .forEach(NewFile::requireFree);
        try (OpenedHome opened = home.openAll();
                TransportKeys transport = transportKeys()) {
            CardOfBatch card = CardOfBatch.find(home.open(), opened, directory, order);
            LocalDate day = on == null ? LocalDate.now(Clock.systemUTC()) : on;
            if (grid.asked()) {
                return grid(opened, new GridCommand(opened, transport, TerminalProfile.test(day), grid), card);
            }
            SecureRandom random = new SecureRandom();
            try (CardPersonalization made = CardPersonalization.of(
                    card.record(),
                    card.recipe(),
                    new VirtualCard.Surroundings(new TransportKeySecrets(card.record(), transport), random))) {
                if (made.refusal().isPresent()) {
                    return notPersonalized(made.refusal().get().text());
                }
                card.noteAtTerminal(opened);
                IssuerHost host =
                        IssuerOfProduct.host(opened.module(), card.product()).orElse(IssuerHost.UNREACHABLE);
                EmvTerminal terminal =
                        new EmvTerminal(TerminalProfile.test(day), opened.authorities()::find, host, random);
                return run(terminal, made);
            }
        }
    }

    private int run(EmvTerminal terminal, CardPersonalization made) throws IOException {
        Transcript transcript = new Transcript(ShownPans.in(home.path()).inFile(directory.resolve(Manifest.NAME)));
        TransactionResult result =
                terminal.run(new TranscriptChannel(made.channel(), transcript), Transaction.purchase(amount), pinPad());
        int exitCode = result.isAccepted() ? ExitCode.DONE : REFUSED;
        report(transcript, result);
        if (json.asked()) {
            return json.print(result.isAccepted() ? "accepted" : "refused", exitCode, members(result));
        }
        PrintWriter out = spec.commandLine().getOut();
        transcript.lines().forEach(out::println);
        out.println();
        result.text().forEach(out::println);
        out.println(result.isAccepted() ? "accepted" : "refused " + result.faults());
        return exitCode;
    }

    private void report(Transcript transcript, TransactionResult result) throws IOException {
        TransactionPage page = new TransactionPage("Transaction of order " + shownOrder(), transcript, result);
        if (transcriptFile != null) {
            NewFile.write(transcriptFile, String.join("\n", page.text()) + "\n");
        }
        if (html != null) {
            NewFile.write(html, page.html());
        }
    }

    /** The issuer's name of an order may hold a card number. */
    private String shownOrder() {
        return CardNumberMask.mask(order);
    }

    private int grid(OpenedHome opened, GridCommand command, CardOfBatch card) throws IOException {
        if (transcriptFile != null || pinFile != null) {
            throw new WrongUsageException("a grid has no transcript and no PIN");
        }
        Optional<CardOfBatch> other = Optional.empty();
        if (grid.against().isPresent()) {
            Path batch = grid.against().get();
            GivenFile.readable(batch.resolve(Manifest.NAME));
            other = Optional.of(card.otherVersion(opened, batch, grid.againstOrder(order)));
        }
        GridCommand.Found found = command.run(card, other);
        command.write(found, "Product " + card.product().id() + ": outcomes", Optional.ofNullable(html));
        if (json.asked()) {
            return json.print("tried", ExitCode.DONE, GridCommand.members(found));
        }
        GridCommand.print(found, spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    private int notPersonalized(String why) throws IOException {
        if (json.asked()) {
            return json.print("not_personalized", REFUSED, Map.of("reason", why));
        }
        spec.commandLine().getErr().println("cardwright: the card cannot be personalized: " + why);
        return REFUSED;
    }

    private static Map<String, Object> members(TransactionResult result) {
        Map<String, Object> members = LedgerStructure.object();
        members.put("ending", result.ending().name());
        members.put("reason", result.reason());
        members.put("authentication", result.authentication().name());
        members.put("tvr", result.results().toString());
        members.put("tvr_names", result.results().names());
        members.put("tsi", result.statusInformation().toHex());
        members.put("cvm_results", result.cardholderVerification().toHex());
        members.put("issuer", result.answer().map(HostAnswer::text).orElse(""));
        members.put("steps", List.copyOf(result.steps()));
        return members;
    }

    private PinPad pinPad() throws IOException {
        if (pinFile == null) {
            return PinPad.BYPASSED;
        }
        OwnerOnly.requireFile(GivenFile.readable(pinFile));
        return PinPad.entering(
                Files.readString(pinFile, StandardCharsets.US_ASCII).strip());
    }

    private TransportKeys transportKeys() throws IOException {
        if (keys == null) {
            return TransportKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/transport-keys.json")));
        }
        OwnerOnly.requireFile(GivenFile.readable(keys));
        try (InputStream in = Files.newInputStream(keys)) {
            return TransportKeys.read(in);
        } catch (MalformedJsonException unreadable) {
            throw new MalformedFileException(
                    String.valueOf(keys.getFileName()), "", "JSON", String.valueOf(unreadable.getMessage()));
        }
    }
}
