package org.cardwright.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cardwright.formats.bytes.ByteString;

/** A line to a payment HSM on which somebody listens: every byte in both directions is kept. */
final class RecordedLine implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> heard = new CopyOnWriteArrayList<>();

    private RecordedLine(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** Listens on the way to a port of this machine. */
    static RecordedLine to(int port) throws IOException {
        RecordedLine line = new RecordedLine(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), port);
        start(line::accept);
        return line;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(near, far));
                listen(near, far);
                listen(far, near);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void listen(Socket from, Socket to) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        heard.add(kept);
        start(() -> {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    kept.write(buffer, 0, read);
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException hungUp) {
                // the other end says so
            }
        });
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "recorded line");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was heard, each connection and direction by itself. */
    List<ByteString> heard() {
        return heard.stream()
                .map(ByteArrayOutputStream::toByteArray)
                .map(ByteString::of)
                .toList();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
