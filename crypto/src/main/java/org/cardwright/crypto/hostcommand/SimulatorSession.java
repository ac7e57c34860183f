package org.cardwright.crypto.hostcommand;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;

/** One connection of a simulator: a command after the other, each answered, or spoiled as it was ordered. */
final class SimulatorSession implements Runnable, AutoCloseable {

    private static final int HANDSHAKE_MS = 10_000;

    private final HostCommandSimulator simulator;
    private final Socket socket;
    private final SimulatorAnswers answers;
    private final LoadedMessage message = new LoadedMessage();

    SimulatorSession(HostCommandSimulator simulator, Socket socket, SimulatorAnswers answers) {
        this.simulator = simulator;
        this.socket = socket;
        this.answers = answers;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            shakeHands();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                serve(HostFrame.read(in, simulator.table().framing()), out);
            }
        } catch (IOException | MalformedMessageException gone) {
            // the other side closed, or does not speak the protocol: either way this connection is over
        } finally {
            simulator.forget(this);
        }
    }

    /** Who shows no certificate in time does not keep a connection from others. */
    private void shakeHands() throws IOException {
        if (socket instanceof SSLSocket secured) {
            secured.setSoTimeout(HANDSHAKE_MS);
            secured.startHandshake();
            secured.setSoTimeout(0);
        }
    }

    private void serve(HostFrame request, OutputStream out) throws IOException {
        Optional<HostCommand> known = simulator.table().ofCode(request.code());
        if (known.isEmpty()) {
            ByteString error = answers.error(simulator.table().codeOf(Kind.KEY_REFUSED), "the command is not known");
            send(new HostFrame(request.header(), HostCommand.responseTo(request.code()), error), out);
            return;
        }
        HostCommand command = known.get();
        Optional<SimulatedFault> fault = simulator.faults().next(command.operation());
        if (fault.isPresent()) {
            spoil(fault.get(), command, request, out);
        } else {
            send(good(command, request, UnaryOperator.identity()), out);
        }
    }

    private HostFrame good(HostCommand command, HostFrame request, UnaryOperator<HostFields> spoil) {
        return new HostFrame(
                request.header(), command.responseCode(), answers.answer(command, request, message, spoil));
    }

    private void send(HostFrame answer, OutputStream out) throws IOException {
        out.write(answer.encode(simulator.table().framing()));
        out.flush();
    }

    private void spoil(SimulatedFault fault, HostCommand command, HostFrame request, OutputStream out)
            throws IOException {
        switch (fault.kind()) {
            case SILENCE -> {}
            case DEATH -> simulator.close();
            case SLOW -> {
                pause(fault);
                send(good(command, request, UnaryOperator.identity()), out);
            }
            case ERROR_CODE ->
                send(new HostFrame(request.header(), command.responseCode(), answers.error(fault.code(), "")), out);
            case FLIPPED_BYTE -> send(good(command, request, SimulatorAnswers::flipped), out);
            case MISSING_ENTRY -> send(good(command, request, SimulatorAnswers::shortened), out);
            default -> spoilFrame(fault, good(command, request, UnaryOperator.identity()), out);
        }
    }

    private void spoilFrame(SimulatedFault fault, HostFrame good, OutputStream out) throws IOException {
        byte[] whole = good.encode(simulator.table().framing());
        ByteString rest = good.rest();
        switch (fault.kind()) {
            case WRONG_HEADER -> send(new HostFrame("!".repeat(good.header().length()), good.code(), rest), out);
            case WRONG_RESPONSE_CODE -> send(new HostFrame(good.header(), "??", rest), out);
            case TOO_SHORT -> send(new HostFrame(good.header(), good.code(), rest.slice(0, rest.size() - 1)), out);
            case TOO_LONG -> send(new HostFrame(good.header(), good.code(), rest.plus(ByteString.ofByte(0))), out);
            case WRONG_LENGTH -> {
                whole[0] = (byte) 0xFF;
                whole[1] = (byte) 0xFF;
                out.write(whole);
                out.flush();
            }
            case CLOSED_IN_ANSWER -> {
                out.write(whole, 0, whole.length / 2);
                out.flush();
                socket.close();
            }
            case CLOSED_BEFORE_ANSWER -> socket.close();
            default -> throw new IllegalStateException("no fault of a frame: " + fault.kind());
        }
    }

    private static void pause(SimulatedFault fault) {
        try {
            Thread.sleep(fault.delayMs());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing more can be done with it
        }
    }
}
