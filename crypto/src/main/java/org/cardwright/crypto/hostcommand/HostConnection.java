package org.cardwright.crypto.hostcommand;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SecurityModuleException.Kind;
import org.cardwright.formats.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a host: requests go out one after the other, a thread of its own matches answers to them by their headers.
 *
 * <p>Used by one thread at a time. The first thing that goes wrong ends it: a lost connection for everything that is still waited
 * for, WRONG_RESULT when the host sends what nobody asked for.
 */
final class HostConnection implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Socket socket;
    private final HostFraming framing;
    private final OutputStream out;
    private final Map<String, CompletableFuture<HostFrame>> waiting = new HashMap<>();
    private @Nullable Throwable broken;
    private long next;
    private long quietSince = System.nanoTime();

    HostConnection(Socket socket, HostFraming framing) throws IOException {
        this.socket = socket;
        this.framing = framing;
        this.out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        Thread reader = new Thread(() -> read(in), "host-command-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Sends a request.
     *
     * @return its answer, when it comes; failed with {@link LostConnectionException} or {@link SecurityModuleException}
     */
    CompletableFuture<HostFrame> send(String code, byte[] fields) {
        CompletableFuture<HostFrame> answer = new CompletableFuture<>();
        String header = expect(answer);
        if (!answer.isDone()) {
            try {
                out.write(new HostFrame(header, code, ByteString.of(fields)).encode(framing));
                out.flush();
            } catch (IOException lost) {
                end(new LostConnectionException("the connection was lost while sending", lost));
            }
        }
        return answer;
    }

    private synchronized String expect(CompletableFuture<HostFrame> answer) {
        String header = header(next++);
        if (broken != null) {
            answer.completeExceptionally(broken);
            return header;
        }
        if (waiting.isEmpty()) {
            quietSince = System.nanoTime();
        }
        waiting.put(header, answer);
        return header;
    }

    /** A running number; it repeats long after the answer came. */
    private String header(long number) {
        int chars = framing.headerChars();
        String digits = String.format(Locale.ROOT, "%0" + chars + "X", number);
        return digits.substring(digits.length() - chars);
    }

    private void read(InputStream in) {
        try {
            while (true) {
                answered(HostFrame.read(in, framing));
            }
        } catch (IOException lost) {
            end(new LostConnectionException("the connection was lost", lost));
        } catch (MalformedMessageException malformed) {
            end(new SecurityModuleException(Kind.WRONG_RESULT, "the HSM answered wrongly: " + malformed.getMessage()));
        }
    }

    private void answered(HostFrame frame) {
        CompletableFuture<HostFrame> answer;
        synchronized (this) {
            answer = waiting.remove(frame.header());
            quietSince = System.nanoTime();
        }
        if (answer == null) {
            throw new MalformedMessageException("the header is not one that was sent");
        }
        answer.complete(frame);
    }

    /** Ends the connection when a request has waited longer than this without any answer coming. */
    void requireAnswers(long timeoutNanos) {
        boolean overdue;
        synchronized (this) {
            overdue = !waiting.isEmpty() && System.nanoTime() - quietSince > timeoutNanos;
        }
        if (overdue) {
            end(new LostConnectionException("no answer in time"));
        }
    }

    /** How long nothing went over it. */
    synchronized long quietNanos() {
        return System.nanoTime() - quietSince;
    }

    synchronized boolean isBroken() {
        return broken != null;
    }

    private void end(Throwable reason) {
        Map<String, CompletableFuture<HostFrame>> lost;
        synchronized (this) {
            if (broken == null) {
                broken = reason;
            }
            lost = new HashMap<>(waiting);
            waiting.clear();
        }
        lost.values().forEach(answer -> answer.completeExceptionally(reason));
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing more can be done with it
        }
    }

    @Override
    public void close() {
        end(new LostConnectionException("the connection was closed"));
    }
}
