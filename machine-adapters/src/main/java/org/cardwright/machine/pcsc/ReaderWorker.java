package org.cardwright.machine.pcsc;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Outcome.Failure;

/**
 * The process behind one reader: {@code ReaderWorker "<name of the reader>"}. It reads requests from its input, writes one answer to each,
 * and ends with its input. It waits without limit: whoever started it kills it.
 */
public final class ReaderWorker {

    private static final String ANY_PROTOCOL = "*";
    private static final int MIN_ANSWER_BYTES = 2;

    private final String reader;
    private Optional<Card> card = Optional.empty();

    private ReaderWorker(String reader) {
        this.reader = reader;
    }

    /** Serves until its input ends. */
    public static void main(String[] arguments) throws IOException {
        ReaderWorker worker = new ReaderWorker(arguments[0]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        String line = in.readLine();
        while (line != null) {
            WorkerMessage answer =
                    WorkerMessage.decode(line).map(worker::answer).orElse(WorkerMessage.failed(Failure.PROTOCOL));
            out.println(answer.encode());
            line = in.readLine();
        }
        worker.release();
    }

    private WorkerMessage answer(WorkerMessage request) {
        try {
            return switch (request.word()) {
                case WorkerMessage.LIST -> list();
                case WorkerMessage.CONNECT -> connect();
                case WorkerMessage.LOOK -> look();
                case WorkerMessage.TRANSMIT -> transmit(request);
                case WorkerMessage.RELEASE -> release();
                default -> WorkerMessage.failed(Failure.PROTOCOL);
            };
        } catch (CardNotPresentException none) {
            return new WorkerMessage(WorkerMessage.EMPTY, "");
        } catch (CardException failed) {
            return failed.getCause() instanceof CardNotPresentException
                    ? new WorkerMessage(WorkerMessage.EMPTY, "")
                    : WorkerMessage.failed(PcscFailure.of(failed));
        } catch (NoSuchAlgorithmException noService) {
            return WorkerMessage.failed(Failure.SERVICE_LOST);
        }
    }

    private static WorkerMessage list() throws CardException, NoSuchAlgorithmException {
        String names = TerminalFactory.getInstance("PC/SC", null).terminals().list().stream()
                .map(CardTerminal::getName)
                .collect(Collectors.joining("\n"));
        return WorkerMessage.of(WorkerMessage.OK, ByteString.of(names.getBytes(StandardCharsets.UTF_8)));
    }

    private WorkerMessage look() throws CardException, NoSuchAlgorithmException {
        Optional<CardTerminal> terminal = terminal();
        if (terminal.isEmpty()) {
            return WorkerMessage.failed(Failure.READER_LOST);
        }
        return new WorkerMessage(terminal.get().isCardPresent() ? WorkerMessage.OK : WorkerMessage.EMPTY, "");
    }

    private Optional<CardTerminal> terminal() throws NoSuchAlgorithmException {
        // getDefault() would answer "no readers" for ever when the service was not there at the first call
        TerminalFactory factory = TerminalFactory.getInstance("PC/SC", null);
        return Optional.ofNullable(factory.terminals().getTerminal(reader));
    }

    private WorkerMessage connect() throws CardException, NoSuchAlgorithmException {
        Optional<CardTerminal> terminal = terminal();
        if (terminal.isEmpty()) {
            return WorkerMessage.failed(Failure.READER_LOST);
        }
        if (!terminal.get().isCardPresent()) {
            return new WorkerMessage(WorkerMessage.EMPTY, "");
        }
        Card connected = terminal.get().connect(ANY_PROTOCOL);
        card = Optional.of(connected);
        // no other program says anything to the card between two commands; disconnecting ends that
        connected.beginExclusive();
        return WorkerMessage.of(
                WorkerMessage.OK, ByteString.of(connected.getATR().getBytes()));
    }

    private WorkerMessage transmit(WorkerMessage request) throws CardException {
        Optional<ByteString> command = request.bytes();
        if (card.isEmpty() || command.isEmpty()) {
            return WorkerMessage.failed(Failure.PROTOCOL);
        }
        try {
            byte[] answer = card.get()
                    .getBasicChannel()
                    .transmit(new CommandAPDU(command.get().toByteArray()))
                    .getBytes();
            return answer.length < MIN_ANSWER_BYTES
                    ? WorkerMessage.failed(Failure.CARD_LOST)
                    : WorkerMessage.of(WorkerMessage.OK, ByteString.of(answer));
        } catch (IllegalArgumentException | IllegalStateException pulled) {
            // SunPCSC: the service reports success with 0 bytes, and ResponseAPDU refuses them
            return WorkerMessage.failed(Failure.CARD_LOST);
        }
    }

    private WorkerMessage release() {
        Optional<Card> held = card;
        card = Optional.empty();
        try {
            if (held.isPresent()) {
                held.get().disconnect(true);
            }
        } catch (CardException gone) {
            return WorkerMessage.failed(PcscFailure.of(gone));
        }
        return new WorkerMessage(WorkerMessage.OK, "");
    }
}
