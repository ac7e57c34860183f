package org.cardwright.machine.virtualcard;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.Chip;

/**
 * Puts a chip into a virtual PC/SC reader (vsmartcard's vpcd): it connects to the port of the reader, which is the insertion, and serves
 * until it is closed, which is the removal.
 *
 * <p>vpcd, wire protocol: length (2 bytes, big-endian) and data both ways; one byte is power off (00), power on (01), reset (02) or the
 * question for the ATR (04); anything longer is a command. An answer of length 0 blocks the reader, so a mute chip pulls itself.
 */
public final class VirtualReaderCard implements AutoCloseable {

    /** An answer to reset with T=1 only, so that a reader has no choice. */
    public static final ByteString ANSWER_TO_RESET = ByteString.fromHex("3BF81300008131FE454A434F5076323431B7");

    private static final int CONNECT_MS = 5_000;
    private static final int MAX_BYTES = 65_535;
    private static final int GET_ATR = 0x04;

    private final Socket socket;
    private final Chip chip;
    private final Runnable reset;
    private final Thread serving;

    private VirtualReaderCard(Socket socket, Chip chip, Runnable reset) {
        this.socket = socket;
        this.chip = chip;
        this.reset = reset;
        this.serving = new Thread(this::serve, "virtual card in port " + socket.getPort());
        this.serving.setDaemon(true);
    }

    /**
     * Inserts a chip.
     *
     * @param port of the reader on this machine
     * @param reset what power and reset do to it
     * @throws IOException when there is no such reader
     */
    public static VirtualReaderCard insert(int port, Chip chip, Runnable reset) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
        socket.setTcpNoDelay(true);
        VirtualReaderCard card = new VirtualReaderCard(socket, chip, reset);
        card.serving.start();
        return card;
    }

    private void serve() {
        try (socket;
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            while (serveOne(in, out)) {
                // one message after the other, until the reader or the card is gone
            }
        } catch (IOException gone) {
            // the reader was closed, or the card was pulled
        }
    }

    private boolean serveOne(DataInputStream in, OutputStream out) throws IOException {
        // vpcd writes length and data apart: without this every command waits for a delayed acknowledgement
        acknowledgeAtOnce();
        byte[] message = new byte[in.readUnsignedShort()];
        acknowledgeAtOnce();
        in.readFully(message);
        if (message.length == 1) {
            if (message[0] == GET_ATR) {
                write(out, ANSWER_TO_RESET);
            } else {
                reset.run();
            }
            return true;
        }
        ByteString answer = chip.process(ByteString.of(message));
        if (answer.isEmpty()) {
            throw new EOFException("a mute chip");
        }
        write(out, answer);
        return true;
    }

    private void acknowledgeAtOnce() throws IOException {
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    private static void write(OutputStream out, ByteString data) throws IOException {
        if (data.size() > MAX_BYTES) {
            throw new IOException("an answer that is too long for the reader");
        }
        out.write(ByteString.ofUnsigned(data.size(), 2).plus(data).toByteArray());
        out.flush();
    }

    /** Is it still in the reader? A chip that answered nothing has pulled itself. */
    public boolean isInside() {
        return !socket.isClosed();
    }

    /** Pulls the card. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
